// One record to the end of a journal: one write, one fdatasync. The caller holds the lock.
#pragma once
#include <filesystem>
#include <string_view>

#include "os/files.h"

namespace prep {

// A torn last line would swallow the record that follows it: ends it with a newline. True where there was
// one. Throws IoError.
bool end_torn_line(Files& files, const std::filesystem::path& journal);

// When it returns, the line is on disk. When it throws IoError, the journal is as it was (a short write is
// cut off again); should even that fail, the torn rest has no newline and nobody reads it.
void append_line(Files& files, const std::filesystem::path& journal, std::string_view line);

}  // namespace prep
