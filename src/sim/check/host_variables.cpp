#include "sim/check/host_variables.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <vector>

extern "C" char prep_data_end, prep_bss_end, edata, end;

namespace prep::sim {
namespace {

struct Variable {
  std::uintptr_t begin = 0, end = 0;
  std::string name;
};

// "3arrI…" of a mangled name: what the length says.
std::string counted_name(const char* text) {
  std::size_t length = 0;
  while (std::isdigit(static_cast<unsigned char>(*text)) != 0)
    length = length * 10 + static_cast<std::size_t>(*text++ - '0');
  return std::string(text, strnlen(text, length));
}

// "table", "_ZL5table", "_ZN12_GLOBAL__N_15tableE" and "_ZZ4mainE5table".
std::string name_of_host_variable(const std::string& symbol) {
  if (symbol.find("prep_") != std::string::npos) return {};
  if (symbol.rfind("_Z", 0) != 0) return symbol[0] == '_' ? std::string() : symbol;
  for (const std::string prefix : {"_ZL", "_ZN12_GLOBAL__N_1", "_ZZ4mainE"}) {
    const char* const rest = symbol.c_str() + prefix.size();
    if (symbol.rfind(prefix, 0) == 0 && std::isdigit(static_cast<unsigned char>(*rest)) != 0)
      return counted_name(rest);
  }
  return {};
}

void read_symbols(const char* file, std::vector<Variable>& found) {
  const auto* header = reinterpret_cast<const Elf64_Ehdr*>(file);
  const auto* sections = reinterpret_cast<const Elf64_Shdr*>(file + header->e_shoff);
  for (int i = 0; i < header->e_shnum; ++i) {
    if (sections[i].sh_type != SHT_SYMTAB) continue;
    const auto* symbols = reinterpret_cast<const Elf64_Sym*>(file + sections[i].sh_offset);
    const char* const names = file + sections[sections[i].sh_link].sh_offset;
    for (std::size_t s = 0; s < sections[i].sh_size / sizeof(Elf64_Sym); ++s) {
      const Elf64_Sym& symbol = symbols[s];
      if (ELF64_ST_TYPE(symbol.st_info) != STT_OBJECT || !is_among_learners_variables(symbol.st_value))
        continue;
      std::string name = name_of_host_variable(names + symbol.st_name);
      if (!name.empty())
        found.push_back({symbol.st_value, symbol.st_value + symbol.st_size, std::move(name)});
    }
  }
}

// The program is linked at a fixed address (-no-pie), so symbols are addresses.
const std::vector<Variable>& variables() {
  static const auto* const all = [] {
    auto* const found = new std::vector<Variable>;
    const int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    struct stat about = {};
    if (fd >= 0 && fstat(fd, &about) == 0) {
      const auto bytes = static_cast<std::size_t>(about.st_size);
      void* const file = mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, fd, 0);
      if (file != MAP_FAILED) {
        read_symbols(static_cast<const char*>(file), *found);
        munmap(file, bytes);
      }
    }
    if (fd >= 0) close(fd);
    std::sort(found->begin(), found->end(),
              [](const Variable& a, const Variable& b) { return a.begin < b.begin; });
    return found;
  }();
  return *all;
}

}  // namespace

bool is_among_learners_variables(std::uintptr_t address) {
  const auto between = [address](const char& begin, const char& past) {
    return address > reinterpret_cast<std::uintptr_t>(&begin) &&
           address < reinterpret_cast<std::uintptr_t>(&past);
  };
  return between(prep_data_end, edata) || between(prep_bss_end, end);
}

std::string host_variable_at(std::uintptr_t address) {
  if (!is_among_learners_variables(address)) return {};
  const auto& all = variables();
  auto next = std::upper_bound(all.begin(), all.end(), address,
                               [](std::uintptr_t value, const Variable& v) { return value < v.begin; });
  if (next == all.begin()) return {};
  const Variable& candidate = *--next;
  return address < candidate.end ? candidate.name : std::string();
}

}  // namespace prep::sim
