#include "sim/front/rewrite.h"

#include <algorithm>
#include <vector>

#include "sim/front/asm.h"
#include "sim/front/declarators.h"
#include "sim/front/edits.h"
#include "sim/front/kernel_bodies.h"
#include "sim/front/kernel_calls.h"
#include "sim/front/launch_bounds.h"
#include "sim/front/launches.h"
#include "sim/front/scopes.h"
#include "sim/front/shared.h"

namespace prep::sim {
namespace {

bool space_word(const Token& t) {
  for (const std::string_view word : {"__global__", "__device__", "__host__", "__constant__", "__managed__",
                                      "__grid_constant__", "__nv_pure__"})
    if (t.is(word)) return true;
  return false;
}

void refuse_textures(const Tokens& tokens, std::size_t i) {
  const Token& next = tokens[std::min(i + 1, tokens.size() - 1)];
  const Token& t = tokens[i];
  const bool called = next.is("(") || next.is("<");
  const bool fetch = called && (t.text.substr(0, 5) == "tex1D" || t.text.substr(0, 5) == "tex2D" ||
                                t.text.substr(0, 5) == "tex3D" || t.text.substr(0, 6) == "surf1D" ||
                                t.text.substr(0, 6) == "surf2D" || t.text.substr(0, 6) == "surf3D");
  const bool handle =
      t.is("cudaTextureObject_t") || t.is("cudaSurfaceObject_t") || (t.is("texture") && next.is("<"));
  if (fetch || handle)
    refuse(tokens, i,
           "'" + std::string(t.text) + "': textures and surfaces are not simulated: read global memory");
}

// The type of a `(void*)`, or of a cast by word, that begins at `i`: the token behind the cast; 0 where there
// is none.
std::size_t past_void_cast(const Tokens& tokens, std::size_t i) {
  if (tokens[i].is("(")) {
    const std::size_t close = tokens.match[i];
    if (close < i + 3 || close > i + 4 || !tokens[close - 1].is("*")) return 0;
    bool is_void = false;
    for (std::size_t p = i + 1; p + 1 < close; ++p) {
      if (!tokens[p].is("void") && !tokens[p].is("const")) return 0;
      is_void = is_void || tokens[p].is("void");
    }
    return is_void ? close + 1 : 0;
  }
  if (!tokens[i].is("reinterpret_cast") && !tokens[i].is("static_cast")) return 0;
  const std::size_t past = tokens.past_angles(i + 1, tokens.size());
  return past != 0 && tokens[past].is("(") && tokens[past - 2].is("*") && past < i + 7 ? past : 0;
}

// `cudaLaunchKernel((void*)kernel, …)`: the cast goes, so that the kernel keeps its type. A cast of a known
// kernel anywhere else tells the runtime how that kernel is launched.
void keep_kernel_type(const Tokens& tokens, std::size_t i, const KernelCalls& kernels, Edits& edits) {
  const Token& t = tokens[i];
  if (t.is("cudaLaunchKernel") || t.is("cudaLaunchCooperativeKernel")) {
    if (!tokens[i + 1].is("(")) return;
    const std::size_t past = past_void_cast(tokens, i + 2);
    if (past != 0) edits.replace(i + 2, past, "");
    return;
  }
  const bool by_word = t.is("reinterpret_cast") || t.is("static_cast");
  if (i < 3 || (!by_word && !t.is("void"))) return;
  const std::size_t cast = by_word ? i : tokens[i - 1].is("(") ? i - 1 : i - 2;
  if (!by_word && !tokens[cast].is("(")) return;
  const std::size_t past = past_void_cast(tokens, cast);
  if (past == 0) return;
  const Token& call = tokens[cast - 2];
  if (tokens[cast - 1].is("(") && (call.is("cudaLaunchKernel") || call.is("cudaLaunchCooperativeKernel")))
    return;
  std::size_t p = past;
  while (tokens[p].is("&") || tokens[p].is("(") || tokens[p].is("::") ||
         (tokens[p].kind == Token::Kind::word && tokens[p + 1].is("::")))
    ++p;
  const Token& after = tokens[std::min(p + 1, tokens.size() - 1)];
  if (kernels.is_kernel(tokens[p]) && (after.is("<") || after.is(")") || after.is(",") || after.is(";") ||
                                       after.is("}") || after.is(":") || after.is("==")))
    edits.replace(cast, past, "::prep::sim::AnyKernel{}->*");
}

// malloc, free, new and delete of device code use the device's heap. Placement new stays as it is.
void use_device_heap(const Tokens& tokens, std::size_t i, const Place& place, Edits& edits) {
  if (!place.device_code || place.scope != ScopeKind::body || i == 0) return;
  const Token &t = tokens[i], &before = tokens[i - 1], &after = tokens[i + 1];
  if (before.is("operator") || before.is(".") || before.is("->")) return;
  if (after.is("(") && (t.is("malloc") || t.is("free"))) {
    const bool declares = before.kind == Token::Kind::word && !before.is("return") && !before.is("else");
    if (declares || before.is("*")) return;
    const std::string name = t.is("malloc") ? "prep_heap_allocate" : "prep_heap_free";
    edits.replace(i, i + 1, before.is("::") ? name : "::" + name);
  } else if (t.is("new") && !after.is("(")) {
    edits.replace(i, i + 1, "new (::prep::sim::DeviceHeap{})");
  } else if (t.is("delete") && !before.is("=")) {
    const bool array = after.is("[") && tokens.match[i + 1] == i + 2;
    edits.replace(i, array ? i + 3 : i + 1,
                  array ? "::prep::sim::DeleteArray{}->*" : "::prep::sim::Delete{}->*");
  }
}

void check_kernel_returns_void(const Tokens& tokens, std::size_t i) {
  bool found = false;
  std::size_t p = i;
  for (; p < tokens.size() && !tokens[p].is("(") && !tokens[p].is(";") && !tokens[p].is("{"); ++p) {
    if (takes_bracket(tokens[p]) && tokens[p + 1].is("(")) p = tokens.match[p + 1];
    found = found || tokens[p].is("void") || tokens[p].is("auto");
  }
  for (std::size_t b = i; b > 0 && !found; --b) {
    const Token& t = tokens[b - 1];
    if (t.is(";") || t.is("{") || t.is("}")) break;
    found = t.is("void");
  }
  if (!found && p < tokens.size() && tokens[p].is("("))
    refuse(tokens, i, "a __global__ function must return void: hand results back through a pointer");
}

// Names a device variable for the reports, by a registration behind its `;`.
void name_variables(const Tokens& tokens, std::size_t end, const Place& place, Edits& edits) {
  const Declaration& d = place.declaration;
  if (place.scope != ScopeKind::space || d.template_head || d.parameters) return;
  if (!(d.device || d.constant || d.managed)) return;
  for (std::size_t i = d.begin; i < end; ++i)
    if (tokens[i].is("extern") || tokens[i].is("using") || tokens[i].is("typedef") ||
        tokens[i].is("__shared__"))
      return;
  std::string code;
  for (const std::size_t n : declarators(tokens, d.begin, end).names) {
    if (n > 0 && tokens[n - 1].is("::")) continue;  // a static member defined out of class
    const std::string name(tokens[n].text);
    code += " [[maybe_unused]] static const int prep_variable_" + std::to_string(n) +
            " = ::prep::sim::register_variable(\"" + name + "\", " + name + ", ::prep_variable_" +
            (d.constant  ? "constant"
             : d.managed ? "managed"
                         : "device") +
            ");";
  }
  if (!code.empty()) edits.insert_before(end + 1, code);
}

struct Site {
  enum class Kind { launch, shared, assembly } kind;
  std::size_t begin = 0;  // of a launch the kernel's name, else the word itself
  Place place;
  Launch launch{};
};

}  // namespace

std::string rewrite(std::string_view preprocessed, const RewriteOptions& options) {
  const Tokens tokens = tokenize(preprocessed, options.system_headers == RewriteOptions::SystemHeaders::copy
                                                   ? SystemText::copy
                                                   : SystemText::read);
  Edits edits(tokens);
  std::vector<Site> sites;
  KernelCalls calls(tokens);
  Visitor visitor;
  visitor.word = [&](std::size_t i, const Place& place) {
    const Token& t = tokens[i];
    calls.see(i, place);
    if (t.text.size() < 3) return;
    if (space_word(t)) edits.drop(i);
    if (t.is("__global__")) {
      check_kernel_returns_void(tokens, i);
      if (!t.system && !place.in_brackets) speed_up_kernel(tokens, i, edits);
    }
    keep_launch_bounds(tokens, i, edits);
    check_cluster_size(tokens, i, edits);
    if (t.is("__noinline__") &&
        !(i > 0 && (tokens[i - 1].is("(") || tokens[i - 1].is(",") || tokens[i - 1].is("::"))))
      edits.replace(i, i + 1, "__attribute__((noinline))");
    if (t.is("__shared__")) sites.push_back({Site::Kind::shared, i, place});
    if (t.system) return;
    refuse_textures(tokens, i);
    if (is_assembly(tokens, i, place)) sites.push_back({Site::Kind::assembly, i, place});
    keep_kernel_type(tokens, i, calls, edits);
    use_device_heap(tokens, i, place, edits);
  };
  visitor.launch = [&](std::size_t i, const Place& place) {
    if (i > 0 && tokens[i - 1].is("operator")) return;  // operator<< <T>
    if (place.on_device)
      refuse(tokens, i,
             "a kernel launched by a kernel (dynamic parallelism) is not simulated: launch it from the host");
    const Launch launch = find_launch(tokens, i);
    sites.push_back({Site::Kind::launch, launch.name, place, launch});
  };
  visitor.declaration = [&](std::size_t end, const Place& place) {
    name_variables(tokens, end, place, edits);
  };
  walk(tokens, visitor);
  calls.check();

  // Innermost first: what is inside another site begins behind it.
  std::sort(sites.begin(), sites.end(), [](const Site& a, const Site& b) { return a.begin > b.begin; });
  for (const Site& s : sites) {
    switch (s.kind) {
      case Site::Kind::launch:
        rewrite_launch(tokens, s.launch, edits);
        break;
      case Site::Kind::shared:
        rewrite_shared(tokens, s.begin, s.place, edits);
        break;
      case Site::Kind::assembly:
        rewrite_assembly(tokens, s.begin, edits);
        break;
    }
  }
  return edits.text(0, tokens.size());
}

}  // namespace prep::sim
