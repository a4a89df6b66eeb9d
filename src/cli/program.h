#pragma once

namespace warploom::cli {

// The whole program: reads the arguments, runs the command, prints what went wrong in one line on
// standard error. Returns the exit code: 0 done, 1 failed while working, 2 wrong usage, 3 the
// environment lacks something.
int RunProgram(int argc, char** argv);

}  // namespace warploom::cli
