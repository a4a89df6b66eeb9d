#pragma once

namespace warploom::cli {

// The whole program: reads the arguments, runs the command, prints what went wrong in one line on
// standard error. Returns the exit code: 0 done, 1 failed, but running again may mend it, 2 wrong
// usage, 3 the environment lacks something, 4 failed for good, 5 stopped on request.
int RunProgram(int argc, char** argv);

}  // namespace warploom::cli
