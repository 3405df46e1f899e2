#include "sim/report/collection.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "sim/report/memory_names.h"
#include "sim/report/symbols.h"

namespace prep::sim {
namespace {

auto key_of(const Index3& i) { return std::tuple(i.z, i.y, i.x); }

std::string place_of(const Site& site) {
  return site.file == nullptr ? std::string() : std::string(site.file);
}

auto key_of(const Finding& f) {
  return std::tuple(f.kind, place_of(f.here), f.here.line, place_of(f.other), f.other.line, f.variable);
}

// Strings that sites point to, for the life of the process.
const char* keep(const std::string& text) {
  static auto* kept = new std::map<std::string, bool>;
  return kept->emplace(text, true).first->first.c_str();
}

const char* as_the_compiler_saw(const std::string& path, const std::vector<std::string>& sources) {
  for (const std::string& source : sources) {
    if (path == source) return keep(source);
    const bool ends =
        path.size() > source.size() && path.compare(path.size() - source.size(), source.size(), source) == 0;
    if (ends && path[path.size() - source.size() - 1] == '/') return keep(source);
  }
  return keep(path);
}

void replace_all(std::string& text, const std::string& word, const Site& site) {
  const std::string line = site.line > 0 ? "line " + std::to_string(site.line) : "an unknown line";
  for (std::size_t at; (at = text.find(word)) != std::string::npos;) text.replace(at, word.size(), line);
}

// A bad access that the hooks have explained may also fault: that is the same mistake.
void drop_echoes(std::vector<Finding>& list) {
  const auto explained = [&](const Finding& fault) {
    for (Finding& finding : list) {
      const bool same_place =
          finding.here.line == fault.here.line && place_of(finding.here) == place_of(fault.here);
      if (&finding == &fault || finding.kind != Kind::memory_error || finding.fatal || !same_place) continue;
      finding.fatal = true;
      return true;
    }
    return false;
  };
  for (auto it = list.begin(); it != list.end();) {
    it = it->fatal && it->kind == Kind::memory_error && explained(*it) ? list.erase(it) : it + 1;
  }
}

// What the compiler's bounds check saw at a line where the hooks say more.
void drop_vaguer_bounds(std::vector<Finding>& list) {
  std::erase_if(list, [&](const Finding& vague) {
    return vague.weight < 0 && std::any_of(list.begin(), list.end(), [&](const Finding& finding) {
             return finding.kind == vague.kind && finding.weight >= 0 &&
                    finding.here.line == vague.here.line && place_of(finding.here) == place_of(vague.here);
           });
  });
}

// An access outside its memory also meets whatever lies there: the bounds say it all.
void drop_races_out_of_bounds(std::vector<Finding>& list) {
  const auto out_of_bounds = [&](const Site& site) {
    return std::any_of(list.begin(), list.end(), [&](const Finding& error) {
      return error.kind == Kind::memory_error && error.here.line == site.line &&
             place_of(error.here) == place_of(site);
    });
  };
  std::erase_if(list, [&](const Finding& finding) {
    return (finding.kind == Kind::race || finding.kind == Kind::uninitialized) &&
           (out_of_bounds(finding.here) || (finding.has_other && out_of_bounds(finding.other)));
  });
}

// The place of the first frame that is not the sim's own.
void settle(Site& site, const std::map<std::uintptr_t, Place>& places,
            const std::vector<std::string>& sources) {
  const Place* best = nullptr;
  const auto look = [&](std::uintptr_t pc) {
    const auto known = places.find(pc);
    if (pc != 0 && known != places.end() && (best == nullptr || best->ours)) best = &known->second;
  };
  look(site.pc);
  for (const std::uintptr_t pc : site.outer) look(pc);
  if (best == nullptr) return;
  site.file = as_the_compiler_saw(best->file, sources);
  site.line = best->line;
}

// The address in the learner's own code, 0 where there is none.
std::uintptr_t own_call(const Site& site, const std::map<std::uintptr_t, Place>& places) {
  for (const std::uintptr_t pc : site.outer) {
    const auto known = places.find(pc);
    if (pc != 0 && known != places.end() && !known->second.ours) return pc;
  }
  return 0;
}

// Debug lines know no columns: of several allocating calls on one line, the order of the code tells which.
void rank_origin(Finding& finding, const std::vector<std::string>& sources) {
  if (finding.allocations == nullptr || finding.origin.line == 0) return;
  std::vector<std::uintptr_t> addresses;
  for (const Site& site : *finding.allocations)
    for (const std::uintptr_t pc : site.outer)
      if (pc != 0) addresses.push_back(pc);
  static std::shared_ptr<const std::vector<Site>> resolved;
  static std::map<std::uintptr_t, Place> places;
  if (resolved != finding.allocations) {
    resolved = finding.allocations;
    places = resolve(addresses);
  }
  const std::uintptr_t mine = own_call(finding.origin, places);
  std::set<std::uintptr_t> calls;
  for (Site site : *finding.allocations) {
    settle(site, places, sources);
    if (site.file == finding.origin.file && site.line == finding.origin.line)
      calls.insert(own_call(site, places));
  }
  finding.origins_on_line = static_cast<int>(calls.size());
  finding.origin_rank = static_cast<int>(std::distance(calls.begin(), calls.find(mine)));
}

// A read that races with the write also comes too early: the race says it all. Races stand before, so they
// stay put.
void drop_consequences(std::vector<Finding>& list) {
  std::erase_if(list, [&](const Finding& unwritten) {
    return unwritten.kind == Kind::uninitialized &&
           std::any_of(list.begin(), list.end(), [&](const Finding& race) {
             return race.kind == Kind::race && race.variable == unwritten.variable &&
                    race.here.line == unwritten.here.line && place_of(race.here) == place_of(unwritten.here);
           });
  });
}

// Threads that have returned early, or wait elsewhere, have not written their part either.
void drop_consequences_of_divergence(std::vector<Finding>& list) {
  std::erase_if(list, [&](const Finding& unwritten) {
    return unwritten.kind == Kind::uninitialized &&
           std::any_of(list.begin(), list.end(), [&](const Finding& other) {
             return other.kind == Kind::barrier_divergence && other.function == unwritten.function &&
                    !other.function.empty();
           });
  });
}

// One kernel: a flag or lock that is changed atomically here and plainly there leaves what it guards
// unguarded.
void put_broken_flags_first(std::vector<Finding>& list) {
  const auto first =
      std::find_if(list.begin(), list.end(), [](const Finding& f) { return f.kind == Kind::race; });
  const auto last = std::find_if(first, list.end(), [](const Finding& f) { return f.kind != Kind::race; });
  std::stable_partition(first, last, [](const Finding& f) { return f.is_half_atomic; });
}

}  // namespace

bool shown_before(const Finding& a, const Finding& b) {
  const auto order = [](const Finding& f) {
    return std::tuple(-f.weight, key_of(f.here.block), key_of(f.here.thread), key_of(f.other.block),
                      key_of(f.other.thread));
  };
  return order(a) < order(b);
}

namespace {

bool line_names(const Site& site, const std::string& variable) {
  return site.file != nullptr && has_word(line_of(site.file, site.line), variable);
}

}  // namespace

void symbolise(std::vector<Finding>& findings, const std::vector<std::string>& sources) {
  std::vector<std::uintptr_t> addresses;
  for (const Finding& finding : findings) {
    for (const Site* site : {&finding.here, &finding.other, &finding.origin}) {
      if (site->file != nullptr) continue;
      if (site->pc != 0) addresses.push_back(site->pc);
      for (const std::uintptr_t pc : site->outer) {
        if (pc != 0) addresses.push_back(pc);
      }
    }
  }
  const auto places = addresses.empty() ? std::map<std::uintptr_t, Place>() : resolve(addresses);
  for (Finding& finding : findings) {
    for (Site* site : {&finding.here, &finding.other, &finding.origin}) {
      if (site->file == nullptr) settle(*site, places, sources);
    }
    rank_origin(finding, sources);
    name_memory(finding);
    name_dynamic_shared(finding);
    name_wild_pointer(finding);
    name_unset_local(finding);
    replace_all(finding.message, "{here}", finding.here);
    replace_all(finding.message, "{other}", finding.other);
  }
  std::erase_if(findings,
                [](const Finding& f) { return f.names_variable && !line_names(f.here, f.variable); });
}

std::vector<Finding> merge(std::vector<Finding> findings) {
  std::map<decltype(key_of(Finding{})), Finding> merged;
  for (Finding& finding : findings) {
    const auto [known, is_new] = merged.emplace(key_of(finding), finding);
    if (is_new) continue;
    const std::uint64_t count = known->second.count + finding.count;
    if (shown_before(finding, known->second)) known->second = std::move(finding);
    known->second.count = count;
  }
  std::vector<Finding> list;
  for (auto& [key, finding] : merged) list.push_back(std::move(finding));  // kind by causality, then place
  drop_echoes(list);
  drop_vaguer_bounds(list);
  drop_races_out_of_bounds(list);
  drop_consequences(list);
  drop_consequences_of_divergence(list);
  put_broken_flags_first(list);
  return list;
}

}  // namespace prep::sim
