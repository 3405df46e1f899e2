// A call fuses `graphs` graphs, one after the other. Graph g has count[g] nodes in the slots from g * n on.
#include <prep/call.h>

#include <cstddef>
#include <vector>

PREP_CALL(c) {
  constexpr std::size_t kFields = 7;
  const std::size_t graphs = static_cast<std::size_t>(c.i("graphs")), n = static_cast<std::size_t>(c.i("n"));
  const std::int32_t* field = c.ptr<const std::int32_t>("node");
  const std::int32_t* count = c.ptr<const std::int32_t>("count");
  std::int32_t *group = c.ptr<std::int32_t>("group"), *kernels = c.ptr<std::int32_t>("kernels");
  std::vector<fx_node> nodes(graphs * n);
  for (std::size_t i = 0; i < nodes.size(); ++i, field += kFields)
    nodes[i] = {static_cast<fx_op>(field[0]), field[1], {field[2], field[3], field[4]}, field[5], field[6]};
  c.timed([&] {
    for (std::size_t g = 0; g < graphs; ++g)
      kernels[g] = fx_fuse(nodes.data() + g * n, count[g], group + g * n);
  });
}
