// Progress as JSON: the body of the snapshot. A field added here raises kFold in snapshot.cpp.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "study/progress.h"

namespace prep {

nlohmann::json to_json(const Progress& progress);
Progress progress_from(const nlohmann::json& json);  // throws nlohmann::json::exception

}  // namespace prep
