#include "cli/command_line/program.h"

int main(int argc, char** argv) { return warploom::cli::RunProgram(argc, argv); }
