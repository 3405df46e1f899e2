// JSON lines over two descriptors: fd 3 to prep, fd 4 from prep.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace prep {

class Lines {
 public:
  Lines(int to_prep, int from_prep) : to_prep_(to_prep), from_prep_(from_prep) {}
  std::optional<std::string> next();  // nullopt when prep is gone
  void send(std::string_view line);   // adds the newline; silent when prep is gone

 private:
  int to_prep_, from_prep_;
  std::string pending_;
};

}  // namespace prep
