#pragma once

#include <string_view>

#include "base/error.h"

namespace warploom {

// Makes the three standard streams safe to use, whatever our parent gave us. To be called once,
// before any file is opened:
// - A closed one gets a descriptor that reads nothing and takes nothing; otherwise the next file
//   opened, the journal say, would become standard error and receive our messages. Writing to a
//   closed standard output still fails.
// - Standard output blocks, so that nothing is lost when its reader is slow.
// - A dead reader (SIGPIPE) or a limit on file sizes (SIGXFSZ) is an error of the one write and
//   does not end the process.
void PrepareStandardStreams();

// Writes to standard error what can be written within `patience_seconds`. The rest is lost without
// a word: a full disk, a dead or a stopped reader there must not end work that is going well.
void WriteToStandardError(std::string_view text, double patience_seconds = 2.0);

// Ends this process the way a filter ends whose reader has gone, by SIGPIPE. Returns if our parent
// ignores that signal.
void EndByBrokenPipe();

// The error of a write to standard output that failed with this errno. Where the reader has gone,
// as with `| head`, it ends this process instead, like any filter.
Error StandardOutputFailed(int error_number);

// Writes out what standard output still holds. Output that was written only in part is a failure.
Status CheckStandardOutput();

}  // namespace warploom
