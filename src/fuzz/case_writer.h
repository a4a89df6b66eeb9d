#pragma once

#include <string>

#include "base/error.h"
#include "oracle/python_finder.h"

namespace warploom::fuzz {

// Has python/warploom/case_file.py write show.py, ir.txt and said.txt beside the finding.json of a
// folder, in a process of its own: the kernel may kill it. A failure is written to said.txt, since
// the finding itself is stored by then; kInterrupted when a stop was requested.
Status WriteCase(const oracle::PythonCommand& python, const std::string& folder);

}  // namespace warploom::fuzz
