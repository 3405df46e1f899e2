#include "cli/learner.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace prep_test {
namespace {

namespace fs = std::filesystem;

constexpr int kPatienceMs = 100000;

// Reads both descriptors until they end. A pty whose other side is closed answers EIO, which is its end.
void drain(int out_fd, int err_fd, Said& said) {
  std::array<pollfd, 2> streams{{{out_fd, POLLIN, 0}, {err_fd, POLLIN, 0}}};
  std::array<std::string*, 2> texts{&said.out, &said.err};
  while (streams[0].fd >= 0 || streams[1].fd >= 0) {
    if (poll(streams.data(), streams.size(), kPatienceMs) <= 0) throw std::runtime_error("prep hangs");
    for (std::size_t i = 0; i < streams.size(); ++i) {
      if (streams[i].fd < 0 || streams[i].revents == 0) continue;
      std::array<char, 4096> buffer{};
      const ssize_t count = read(streams[i].fd, buffer.data(), buffer.size());
      if (count > 0) {
        texts[i]->append(buffer.data(), static_cast<std::size_t>(count));
      } else {
        close(streams[i].fd);
        streams[i].fd = -1;
      }
    }
  }
}

int wait_for(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

struct Streams {
  int in = -1, out = -1, err = -1;                // the child's
  int read_out = -1, read_err = -1, typing = -1;  // ours
};

Streams open_pipes() {
  Streams s;
  int out[2], err[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  s.in = open("/dev/null", O_RDONLY | O_CLOEXEC);
  s.out = out[1];
  s.err = err[1];
  s.read_out = out[0];
  s.read_err = err[0];
  return s;
}

Streams open_terminal(int columns) {
  int ours = -1, theirs = -1;
  winsize size{};
  size.ws_col = static_cast<unsigned short>(columns);
  size.ws_row = 200;
  if (openpty(&ours, &theirs, nullptr, nullptr, &size) != 0) throw std::runtime_error("openpty");
  fcntl(ours, F_SETFD, FD_CLOEXEC);
  Streams s;
  s.in = s.out = s.err = theirs;
  s.read_out = s.typing = ours;
  return s;
}

}  // namespace

Learner::Learner(const fs::path& root) {
  std::string pattern = (fs::temp_directory_path() / "prep-learner-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
  folder_ = pattern;
  fs::create_directories(folder_ / "home");
  environment_ = {{"HOME", (folder_ / "home").string()},
                  {"PREP_HOME", home().string()},
                  {"XDG_CACHE_HOME", (folder_ / "cache").string()},
                  {"XDG_STATE_HOME", (folder_ / "state").string()},
                  {"PREP_CLOCK", "2026-11-22T19:30:00+01:00"},
                  {"PATH", getenv("PATH")},
                  {"TERM", "xterm"},
                  {"PAGER", "cat"}};
  if (!root.empty()) environment_["PREP_ROOT"] = root.string();
}

Learner::~Learner() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

Said Learner::prep(const std::vector<std::string>& args) { return start(args, Screen::pipes, 0, ""); }

Said Learner::on_terminal(const std::vector<std::string>& args, int columns, const std::string& typed) {
  return start(args, Screen::terminal, columns, typed);
}

Said Learner::start(const std::vector<std::string>& args, Screen screen, int columns,
                    const std::string& typed) {
  const Streams streams = screen == Screen::pipes ? open_pipes() : open_terminal(columns);
  std::vector<std::string> words{PREP_BINARY};
  words.insert(words.end(), args.begin(), args.end());
  std::vector<std::string> settings;
  for (const auto& [name, value] : environment_) settings.push_back(name + "=" + value);
  const auto pointers = [](std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (std::string& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
  };
  const std::vector<char*> argv = pointers(words), envp = pointers(settings);
  const std::string cwd = folder_.string();
  const pid_t child = fork();
  if (child == 0) {
    if (screen == Screen::terminal) setsid();
    dup2(streams.in, 0);
    dup2(streams.out, 1);
    dup2(streams.err, 2);
    if (chdir(cwd.c_str()) == 0) execve(argv[0], argv.data(), envp.data());
    _exit(126);
  }
  close(streams.in);
  if (screen == Screen::pipes) {
    close(streams.out);
    close(streams.err);
  } else if (!typed.empty() && ::write(streams.typing, typed.data(), typed.size()) < 0) {
    throw std::runtime_error("cannot type");
  }
  Said said;
  drain(streams.read_out, streams.read_err, said);
  said.code = wait_for(child);
  std::erase(said.out, '\r');
  return said;
}

std::string Learner::tree() const {
  std::vector<std::string> lines;
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    struct stat facts {};
    lstat(entry.path().c_str(), &facts);
    std::ostringstream line;
    line << entry.path().lexically_relative(folder_).string() << ' ' << facts.st_size << ' '
         << facts.st_mtim.tv_sec << '.' << facts.st_mtim.tv_nsec << ' ' << facts.st_ino;
    lines.push_back(line.str());
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

fs::path fixtures() { return PREP_FIXTURES; }

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace prep_test
