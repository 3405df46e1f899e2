// Linux namespaces for a confined child: its own process ids and /proc, and where Landlock is missing its own
// file tree, in which only the named subtrees exist. Made as root, or inside a user namespace without
// privileges.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace prep {

struct MountStep {
  enum class Kind { folder, file, link, bind, bind_read_only } kind;
  std::string source;  // of a bind: the path as seen from the old root's new place; of a link: its text
  std::string target;
};

// Everything worked out before the fork: entering makes system calls only.
struct NamespacePlan {
  unsigned long flags = 0;  // for raw_fork(); 0 = none
  std::string uid_map, gid_map;
  std::vector<MountStep> tree;  // empty: the file tree stays as it is
};

enum class AsUser { no, yes };  // yes: through a user namespace

// Process ids, mounts and System V objects of its own.
NamespacePlan plan_namespaces(AsUser as_user);
// Adds a file tree of its own; paths that do not exist are left out.
void plan_tree(NamespacePlan& plan, const std::vector<std::filesystem::path>& readable,
               const std::vector<std::filesystem::path>& writable);

// In a process just forked with plan.flags; 0 or an errno. /proc is then new, read-only, and shows only its
// processes.
int enter_namespaces(const NamespacePlan& plan);

}  // namespace prep
