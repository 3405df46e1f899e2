// The rewriter alone: preprocessed text on stdin, plain C++ on stdout. With a file: that file is the device
// pass.
#include <fstream>
#include <iostream>
#include <iterator>

#include "sim/front/passes.h"
#include "sim/front/rewrite.h"

int main(int argc, char** argv) {
  std::string text((std::istreambuf_iterator<char>(std::cin)), {});
  try {
    if (argc > 1) {
      std::ifstream device(argv[1]);
      text = prep::sim::merge_passes(text, std::string((std::istreambuf_iterator<char>(device)), {})).text;
    }
    std::cout << prep::sim::rewrite(text);
  } catch (const prep::sim::RewriteError& e) {
    std::cerr << e.file << ":" << e.line << ": error: " << e.what() << "\n";
    return 1;
  }
}
