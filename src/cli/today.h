// Today's screen, from values: what `prep` alone and the end of the tour show.
#pragma once
#include <string>

#include "cli/json_out.h"
#include "study/plan.h"
#include "term/look.h"

namespace prep {

std::string today_screen(const Look& look, const Plan& plan, const Progress& progress,
                         const std::string& today);
JsonObject today_json(const Plan& plan, const Progress& progress, const std::string& today);

// "interview in 19 days", "the interview is today"; "" where no day is set or it is past.
std::string interview_words(const Standing& standing);
// "2 days behind the calendar", "1 day ahead", "on schedule".
std::string pace_words(const Standing& standing);

}  // namespace prep
