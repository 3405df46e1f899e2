// ex_02. q_choose is judged by its rules (exact up to roundings of fp32), q_quantize exactly except beside a
// half that fp32 division cannot tell from a half, q_dequantize to one rounding.
#include <prep/judge.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <string>

namespace {

using namespace prep;

enum class Values { offset_normal, zeros, outlier, positive, negative, denormal, ties };

struct Shape {
  Index rows, cols, groups, group_size;
  bool asymmetric;
  Values values;
};

Shape shape_of(const Params& p) {
  const Index rows = p.i("rows"), cols = p.i("cols"), groups = p.i("per_channel") != 0 ? rows : 1;
  return {
      rows, cols, groups, rows * cols / groups, p.i("asymmetric") != 0, static_cast<Values>(p.i("values"))};
}

// A value of the calibration data. Groups differ in size, so that a scale of the wrong group shows.
float calibration_value(Values kind, double offset, double size, Rng& rng) {
  const auto f = [](double v) { return static_cast<float>(v); };
  switch (kind) {
    case Values::zeros:
      return 0.0f;
    case Values::positive:
      return f(size * rng.uniform(0.2, 1.0));
    case Values::negative:
      return f(-size * rng.uniform(0.2, 1.0));
    case Values::denormal:
      return f(1e-39 * rng.uniform(-1.0, 1.0));
    default:
      return f(size * (offset + rng.normal()));
  }
}

// A value to quantize. Halves, values outside the range (some far outside of int32), zeros of both signs.
float value_to_quantize(double scale, int zero, Rng& rng) {
  const double code = static_cast<double>(rng.between(-140, 140)) - zero;
  switch (rng.below(8)) {
    case 0:
    case 1:
    case 2:
      return static_cast<float>(scale * (code + 0.5));
    case 3:
      return static_cast<float>(scale * rng.uniform(-400.0, 400.0));
    case 4:
      return static_cast<float>((rng.below(2) == 0 ? 1.0 : -1.0) * std::pow(10.0, rng.uniform(8.0, 36.0)));
    case 5:
      return rng.below(2) == 0 ? 0.0f : -0.0f;
    default:
      return static_cast<float>(scale * (code + rng.uniform(-0.5, 0.5)));
  }
}

std::string text(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.9g", value);
  return buffer;
}

bool is_power_of_two(float scale) {
  int exponent = 0;
  return std::frexp(scale, &exponent) == 0.5f;
}

double code_of(double quotient, double zero) {
  return std::clamp(std::nearbyint(quotient) + zero, -128.0, 127.0);
}

// fp32 division and multiplication by the reciprocal put the quotient at most 3 roundings beside its exact
// value.
double slack(double quotient) { return 4 * kEps32 * std::fabs(quotient); }

bool beside_a_half(double quotient) {
  return std::fabs(std::fabs(quotient - std::floor(quotient)) - 0.5) <= slack(quotient) &&
         std::fabs(quotient) < 1000;
}

struct QuantizationJudge : Judge {
  std::vector<Buffer> buffers(const Params& p) const override {
    const Shape s = shape_of(p);
    const std::vector<Index> matrix{s.rows, s.cols}, group{s.groups};
    return {{"x", Type::f32, matrix, Role::in, Fill::custom(), Space::host},
            {"values", Type::f32, matrix, Role::in, Fill::custom(), Space::host},
            {"codes", Type::i8, matrix, Role::in, Fill::integers(-128, 127), Space::host},
            {"given_scale", Type::f32, group, Role::in, Fill::custom(), Space::host},
            {"given_zero", Type::i32, group, Role::in, Fill::custom(), Space::host},
            {"scale", Type::f32, group, Role::out, {}, Space::host},
            {"zero", Type::i32, group, Role::out, {}, Space::host},
            {"q", Type::i8, matrix, Role::out, {}, Space::host},
            {"back", Type::f32, matrix, Role::out, {}, Space::host}};
  }

  void fill(const Params& p, Rng& rng, Filler& to) const override {
    const Shape s = shape_of(p);
    const auto x = to.get<float>("x"), values = to.get<float>("values"), scale = to.get<float>("given_scale");
    const auto zero = to.get<std::int32_t>("given_zero");
    for (Index g = 0; g < s.groups; ++g) {
      const double size = std::pow(10.0, rng.uniform(-3.0, 3.0)), offset = rng.uniform(0.5, 2.0);
      for (Index i = g * s.group_size; i < (g + 1) * s.group_size; ++i)
        x[i] = calibration_value(s.values, offset, size, rng);
      if (s.values == Values::outlier)
        x[g * s.group_size + rng.below(s.group_size)] = static_cast<float>(-300.0 * size);
      const bool exact = s.values == Values::ties;
      scale[g] = exact ? std::ldexp(1.0f, static_cast<int>(rng.between(-12, 12)))
                       : static_cast<float>(std::pow(10.0, rng.uniform(-4.0, 2.0)));
      // Odd where halves are tested: rounding after the shift is then visible.
      zero[g] = !s.asymmetric ? 0
                              : static_cast<std::int32_t>(exact ? 2 * rng.between(-64, 63) + 1
                                                                : rng.between(-128, 127));
      for (Index i = g * s.group_size; i < (g + 1) * s.group_size; ++i)
        values[i] = value_to_quantize(scale[g], zero[g], rng);
    }
  }

  Index units(const Params& p) const override { return p.i("rows"); }

  void expected(const Params& p, const Data& in, Index row, Expect& expect) const override {
    const Shape s = shape_of(p);
    const Index g = s.groups == 1 ? 0 : row;
    const double scale = in.get<float>("given_scale")[g], zero = in.get<std::int32_t>("given_zero")[g];
    const auto values = in.get<float>("values");
    const auto codes = in.get<std::int8_t>("codes");
    const bool exact = is_power_of_two(static_cast<float>(scale));
    for (Index i = row * s.cols; i < (row + 1) * s.cols; ++i) {
      const double quotient = values[i] / scale;
      if (exact || !beside_a_half(quotient))
        expect.integer("q", i, static_cast<std::int64_t>(code_of(quotient, zero)));
      expect.value("back", i, scale * (codes[i] - zero));
    }
  }

  // back: scale * (q - zero) is one product of exact factors, so one rounding; twice that is allowed.
  Tolerance tolerance(const Params&, Name output) const override {
    return output == "back" ? Tolerance{0, 2 * kEps32} : Tolerance{};
  }

  void check(const Params& p, const Data& in, const Data& out, Report& report) const override {
    const Shape s = shape_of(p);
    check_choice(s, in, out, report);
    check_halves(s, in, out, report);
  }

  Work work(const Params& p) const override {
    const double n = static_cast<double>(p.i("rows")) * static_cast<double>(p.i("cols"));
    return {9 * n, 5 * n, 9 * n, Type::f32,
            WorkClock::wall};  // reads 4 + 4 + 1, writes 1 + 4 bytes per value
  }

 private:
  static void check_choice(const Shape& s, const Data& in, const Data& out, Report& report) {
    const auto x = in.get<float>("x"), scales = out.get<float>("scale");
    const auto zeros = out.get<std::int32_t>("zero");
    for (Index g = 0; g < s.groups && !report.failed(); ++g) {
      float low = 0, high = 0;
      for (Index i = g * s.group_size; i < (g + 1) * s.group_size; ++i) {
        low = std::min(low, x[i]);
        high = std::max(high, x[i]);
      }
      const std::string at = s.groups == 1 ? "scale[0]" : "scale[" + std::to_string(g) + "]";
      double want = s.asymmetric ? (static_cast<double>(high) - low) / 255 : std::max(-low, high) / 127.0;
      if (want < FLT_MIN) want = 1;
      const double scale = scales[g];
      // A subtraction and a division in fp32 are two roundings; twice that is allowed.
      if (!(std::fabs(scale - want) <= 4 * kEps32 * want)) {
        report.fail(at + " is " + text(scale) + ", the rule gives " + text(want) + advice(s, scale, want));
        return;
      }
      const std::string zero_at = "zero[" + std::to_string(g) + "] is " + std::to_string(zeros[g]);
      if (!s.asymmetric) {
        if (zeros[g] != 0) report.fail(zero_at + ": symmetric codes have no shift");
      } else if (const double exact = std::clamp(-128 - low / scale, -128.0, 127.0);
                 zeros[g] < -128 || zeros[g] > 127 || !(std::fabs(zeros[g] - exact) <= 0.5 + 1e-4)) {
        // 1e-4: low / scale is at most 255 and three roundings of fp32 move it by less than 255 * 3 * 2^-24.
        report.fail(zero_at + ", before rounding it is " + text(exact) +
                    ": is it rounded to nearest and clamped?");
      }
    }
  }

  static std::string advice(const Shape& s, double scale, double want) {
    if (std::isnan(scale)) return ": never written, or 0/0";
    if (want == 1) return ": a group without a usable range takes scale 1";
    if (!s.asymmetric && std::fabs(scale * 128 - want * 127) <= 1e-5 * want) return ": divided by 128?";
    if (s.asymmetric && scale < want) return ": does the range contain 0?";
    return "";
  }

  // Beside a half both neighbours are right for a scale that is no power of two.
  static void check_halves(const Shape& s, const Data& in, const Data& out, Report& report) {
    const auto values = in.get<float>("values"), scales = in.get<float>("given_scale");
    const auto zeros = in.get<std::int32_t>("given_zero");
    const auto q = out.get<std::int8_t>("q");
    for (Index g = 0; g < s.groups; ++g) {
      if (is_power_of_two(scales[g])) continue;
      for (Index i = g * s.group_size; i < (g + 1) * s.group_size; ++i) {
        const double quotient = static_cast<double>(values[i]) / scales[g];
        if (!beside_a_half(quotient)) continue;
        if (q[i] == code_of(std::floor(quotient), zeros[g]) || q[i] == code_of(std::ceil(quotient), zeros[g]))
          continue;
        report.fail("q[" + std::to_string(i) + "] is " + std::to_string(q[i]) + ", x/scale + zero is " +
                    text(quotient + zeros[g]));
        return;
      }
    }
  }
};

}  // namespace

PREP_JUDGE(QuantizationJudge)
