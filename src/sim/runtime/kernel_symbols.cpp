#include "sim/runtime/kernel_symbols.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <prep/sim/abi.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace prep::sim {
namespace {

struct Symbol {
  std::string_view name;
  std::uintptr_t address;
  std::size_t bytes;
};

// The program's file stays mapped: the names point into it.
struct SymbolTable {
  std::unordered_map<std::uintptr_t, std::string_view> functions;
  std::vector<Symbol> slots, bounds;
};

std::uintptr_t load_address() {
  std::uintptr_t base = 0;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* result) {
        *static_cast<std::uintptr_t*>(result) = info->dlpi_addr;
        return 1;  // the program comes first
      },
      &base);
  return base;
}

void read_section(SymbolTable& table, const char* file, const ElfW(Shdr) & symbols,
                  const ElfW(Shdr) & names) {
  const auto* const list = reinterpret_cast<const ElfW(Sym)*>(file + symbols.sh_offset);
  const std::uintptr_t base = load_address();
  for (std::size_t i = 0; i < symbols.sh_size / sizeof(ElfW(Sym)); ++i) {
    const ElfW(Sym)& s = list[i];
    if (s.st_shndx == SHN_UNDEF) continue;
    const std::string_view name = file + names.sh_offset + s.st_name;
    const unsigned type = s.st_info & 0xf;
    if (type == STT_FUNC) {
      table.functions.emplace(base + s.st_value, name);
    } else if (type == STT_OBJECT && name.substr(0, 3) == "_ZZ") {
      if (name.find("prep_slot_") != name.npos && s.st_size == sizeof(prep_shared_slot))
        table.slots.push_back({name, base + s.st_value, s.st_size});
      if (name.find("prep_launch_bounds") != name.npos && s.st_size >= sizeof(long long))
        table.bounds.push_back({name, base + s.st_value, s.st_size});
    }
  }
}

const SymbolTable& symbol_table() {
  static const SymbolTable* const only = [] {
    auto* const table = new SymbolTable;
    const int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (fd < 0 || fstat(fd, &status) != 0) return table;
    const auto bytes = static_cast<std::size_t>(status.st_size);
    void* const mapped = mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (mapped == MAP_FAILED) return table;
    const char* const file = static_cast<const char*>(mapped);
    const auto* const header = reinterpret_cast<const ElfW(Ehdr)*>(file);
    const auto* const sections = reinterpret_cast<const ElfW(Shdr)*>(file + header->e_shoff);
    if (header->e_shoff + header->e_shnum * sizeof(ElfW(Shdr)) > bytes) return table;
    for (int i = 0; i < header->e_shnum; ++i)
      if (sections[i].sh_type == SHT_SYMTAB && sections[i].sh_link < header->e_shnum)
        read_section(*table, file, sections[i], sections[sections[i].sh_link]);
    return table;
  }();
  return *only;
}

// How names of what is declared inside a function begin.
std::string inside(std::string_view function) {
  const bool mangled = function.substr(0, 2) == "_Z";
  return "_ZZ" +
         (mangled ? std::string(function.substr(2))
                  : std::to_string(function.size()) + std::string(function)) +
         "E";
}

bool begins(std::string_view name, const std::string& with) { return name.substr(0, with.size()) == with; }

}  // namespace

KernelSymbols kernel_symbols(const void* function) {
  KernelSymbols found;
  const SymbolTable& table = symbol_table();
  const auto symbol = table.functions.find(reinterpret_cast<std::uintptr_t>(function));
  if (symbol == table.functions.end()) return found;
  found.name = symbol->second;
  const std::string begin = inside(symbol->second);
  for (const Symbol& s : table.slots)
    if (begins(s.name, begin))
      found.static_shared += reinterpret_cast<const prep_shared_slot*>(s.address)->bytes;
  for (const Symbol& s : table.bounds)
    if (begins(s.name, begin))
      found.max_threads = static_cast<int>(*reinterpret_cast<const long long*>(s.address));
  return found;
}

}  // namespace prep::sim
