// A learner at a shell: runs the real prep with folders of its own and a clock that stands still.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace prep_test {

struct Said {
  int code = -1;  // exit status; 128 + signal
  std::string out, err;
};

enum class Screen {
  pipes,
  terminal
};  // terminal: a pty for all three streams; everything it shows is in `out`

class Learner {
 public:
  // `root`: where content/ and exercises/ are read from; "" = the checkout's own.
  explicit Learner(const std::filesystem::path& root = {});
  ~Learner();
  Learner(const Learner&) = delete;
  Learner& operator=(const Learner&) = delete;

  Said prep(const std::vector<std::string>& args);
  Said on_terminal(const std::vector<std::string>& args, int columns, const std::string& typed = "");

  void set(const std::string& name, const std::string& value) { environment_[name] = value; }
  void at(const std::string& iso_time) { set("PREP_CLOCK", iso_time); }
  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path home() const { return folder_ / "work"; }
  // Every path below the learner's folders with size and time of change: equal before and after = nothing was
  // written.
  std::string tree() const;

 private:
  Said start(const std::vector<std::string>& args, Screen screen, int columns, const std::string& typed);
  std::filesystem::path folder_;
  std::map<std::string, std::string> environment_;
};

// The fixture content of this folder: a plan of two days, two tiny kits.
std::filesystem::path fixtures();
std::string text_of(const std::filesystem::path& file);
void write(const std::filesystem::path& file, const std::string& text);

}  // namespace prep_test
