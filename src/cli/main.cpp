#include "cli/program.h"

int main(int argc, char** argv) { return warploom::cli::RunProgram(argc, argv); }
