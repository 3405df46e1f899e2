#include "cli/program.h"

int main(int argc, char** argv) { return prep::run(argc, argv); }
