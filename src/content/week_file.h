// weeks/<id>/week.json: days and tasks, read strictly.
#pragma once
#include <filesystem>

#include "study/plan.h"

namespace prep {

Week load_week(const std::filesystem::path& folder);

}  // namespace prep
