// Journal files: .prep/journal-<device>.jsonl, one record per line. Reading takes no lock and never writes. A
// last line without newline is not read: a writer may be in it. A damaged line is skipped and reported as
// "file:line …".
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "os/error.h"
#include "study/event.h"

namespace prep {

// Sorted by name; empty where the folder does not exist. Copies made by file synchronisers ("journal-x
// (conflict).jsonl") count: records are told apart by id, not by file.
std::vector<std::filesystem::path> list_journals(const std::filesystem::path& data);
std::filesystem::path journal_of(const std::filesystem::path& data, const std::string& device);

// How far a journal was read.
struct JournalMark {
  std::string file;        // name, no folder
  std::uint64_t size = 0;  // bytes up to and with the last newline
  std::uint64_t lines = 0;
  std::uint64_t last_seq = 0;  // highest seen
  std::string last_id;         // of the last valid record
  std::uint32_t tail_crc = 0;  // of the last bytes before `size`: tells whether the file was replaced
};

// One complete line, without its newline, and its number in the file from 1.
using LineVisitor = std::function<void(std::string_view line, std::uint64_t number)>;
// Returns the length of the unterminated rest.
std::size_t for_each_line(std::string_view bytes, std::uint64_t first_number, const LineVisitor& visit);

// Whether the file still begins with what the mark covers, judged by size and the bytes before it.
bool still_there(const std::filesystem::path& data, const JournalMark& mark);

// Reads on from the mark and moves it. Adds events in file order and one sentence per damaged line.
// Throws Error(store) for a record of a newer prep and for a file that cannot be read.
void read_on(const std::filesystem::path& data, JournalMark& mark, std::vector<Event>& events,
             std::vector<std::string>& damage);

// Into fold order, each id once.
void sort_by_id(std::vector<Event>& events);

std::string damage_sentence(const std::filesystem::path& journal, std::uint64_t line, const std::string& why);
Error newer_error(const std::filesystem::path& journal, std::uint64_t line);

}  // namespace prep
