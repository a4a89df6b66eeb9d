#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"
#include "lang/builtin_table.h"
#include "os/file_system.h"
#include "pipeline/draw_stream.h"

namespace warploom::pipeline {

// "k000012_integrate.py": names sort in index order and can be imported.
std::string PythonFileName(uint64_t index, const std::string& entry_point);

// Writes the first `count` kernels of the stream into the folder, one file each; the kernels that
// Generate would send to Warp first. kUsage when the folder is not empty, so that kernels of two
// requests are never mixed.
//
// With a reference, each file gets two neighbours: .reference.cpp (reference::PrintReference, or a
// comment that says why there is none) and .launch.json, the launch plan.
struct WriteOptions {
  bool reference = false;
};
Status WritePython(FileSystem& fs, const std::string& folder, uint64_t count, DrawStream& stream,
                   const lang::BuiltinTable& builtins, WriteOptions options = {});

}  // namespace warploom::pipeline
