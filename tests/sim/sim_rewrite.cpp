// The rewriter alone: preprocessed text on stdin, plain C++ on stdout.
#include <iostream>
#include <iterator>

#include "sim/front/rewrite.h"

int main() {
  const std::string text((std::istreambuf_iterator<char>(std::cin)), {});
  try {
    std::cout << prep::sim::rewrite(text);
  } catch (const prep::sim::RewriteError& e) {
    std::cerr << e.file << ":" << e.line << ": error: " << e.what() << "\n";
    return 1;
  }
}
