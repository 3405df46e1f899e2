#include <prep/judge.h>

struct DoubleJudge : prep::Judge {
  std::vector<prep::Buffer> buffers(const prep::Params& p) const override {
    return {{"x", prep::Type::f32, {p.i("n")}, prep::Role::in, prep::Fill::uniform(3, 9)},
            {"y", prep::Type::f32, {p.i("n")}, prep::Role::out, {}}};
  }
  prep::Index units(const prep::Params& p) const override { return p.i("n"); }
  void expected(const prep::Params&, const prep::Data& in, prep::Index i, prep::Expect& e) const override {
    e.value("y", i, 2 * in.at("x", i));
  }
  prep::Work work(const prep::Params& p) const override {
    const double n = p.f("n");
    return {4 * n, 4 * n, n};
  }
};
PREP_JUDGE(DoubleJudge)
