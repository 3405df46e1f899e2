// The dialect header compiled once per compiler and flags, kept in prep's cache. It may be deleted at any
// time, and everything works without it, only slower.
#pragma once
#include "backend/toolchain.h"
#include "sim/front/commands.h"

namespace prep {

// Builds it where there is none that fits. An empty header where that fails, and for clang.
sim::PrecompiledDialect precompiled_dialect(const sim::Toolchain& toolchain, const Compiler& compiler,
                                            const sim::SourceOptions& options, sim::Mode mode);

}  // namespace prep
