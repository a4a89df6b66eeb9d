#include "gpu_run/program.h"

int main(int argc, char** argv) { return warploom::gpu_run::RunProgram(argc, argv); }
