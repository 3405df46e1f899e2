// The types of one 16-bit format and their operators; see small_float.h. Read once per format.
#pragma GCC system_header

struct alignas(2) PREP_SIM_JOIN(PREP_SIM_SCALAR, _raw, ) {
  unsigned short x;
};
struct alignas(4) PREP_SIM_JOIN(PREP_SIM_PAIR, _raw, ) {
  unsigned short x, y;
};

struct alignas(2) PREP_SIM_SCALAR {
  using Format = PREP_SIM_JOIN(PREP_SIM_SCALAR, _format, );
  using Raw = PREP_SIM_JOIN(PREP_SIM_SCALAR, _raw, );
  unsigned short bits;

  PREP_SIM_SCALAR() = default;
  PREP_SIM_API PREP_SIM_SCALAR(float x) : bits(Format::from_float(x)) {}
  PREP_SIM_API PREP_SIM_SCALAR(double x) : bits(Format::from_double(x)) {}
  PREP_SIM_API PREP_SIM_SCALAR(int x) : bits(Format::from_double(x)) {}
  PREP_SIM_API PREP_SIM_SCALAR(unsigned x) : bits(Format::from_double(x)) {}
  PREP_SIM_API PREP_SIM_SCALAR(long long x) : bits(Format::from_double(::prep::sim::to_odd(x))) {}
  PREP_SIM_API PREP_SIM_SCALAR(unsigned long long x) : bits(Format::from_double(::prep::sim::to_odd(x))) {}
  PREP_SIM_API PREP_SIM_SCALAR(long x) : PREP_SIM_SCALAR(static_cast<long long>(x)) {}
  PREP_SIM_API PREP_SIM_SCALAR(unsigned long x) : PREP_SIM_SCALAR(static_cast<unsigned long long>(x)) {}
  PREP_SIM_API PREP_SIM_SCALAR(short x) : PREP_SIM_SCALAR(static_cast<int>(x)) {}
  PREP_SIM_API PREP_SIM_SCALAR(unsigned short x) : PREP_SIM_SCALAR(static_cast<int>(x)) {}
  constexpr PREP_SIM_SCALAR(Raw x) : bits(x.x) {}
  PREP_SIM_API operator float() const { return Format::to_float(bits); }
  PREP_SIM_API operator Raw() const { return {bits}; }

  PREP_SIM_API static PREP_SIM_SCALAR raw(unsigned short bits) {
    PREP_SIM_SCALAR x;
    x.bits = bits;
    return x;
  }
  PREP_SIM_API static PREP_SIM_SCALAR round(double x) { return raw(Format::from_double(x)); }
  PREP_SIM_API double wide() const { return static_cast<double>(Format::to_float(bits)); }
};

struct alignas(4) PREP_SIM_PAIR {
  using Raw = PREP_SIM_JOIN(PREP_SIM_PAIR, _raw, );
  PREP_SIM_SCALAR x, y;

  PREP_SIM_PAIR() = default;
  PREP_SIM_API constexpr PREP_SIM_PAIR(PREP_SIM_SCALAR x_, PREP_SIM_SCALAR y_) : x(x_), y(y_) {}
  PREP_SIM_API PREP_SIM_PAIR(Raw v) : x(PREP_SIM_SCALAR::raw(v.x)), y(PREP_SIM_SCALAR::raw(v.y)) {}
  PREP_SIM_API operator Raw() const { return {x.bits, y.bits}; }
};

// A sum, product or quotient of two fits double with bits to spare: one rounding is left.
#define PREP_SIM_OPERATOR(op)                                                                                \
  PREP_SIM_API PREP_SIM_SCALAR operator op(PREP_SIM_SCALAR a, PREP_SIM_SCALAR b) {                           \
    return PREP_SIM_SCALAR::round(a.wide() op b.wide());                                                     \
  }                                                                                                          \
  PREP_SIM_API PREP_SIM_PAIR operator op(PREP_SIM_PAIR a, PREP_SIM_PAIR b) {                                 \
    return {a.x op b.x, a.y op b.y};                                                                         \
  }                                                                                                          \
  PREP_SIM_API PREP_SIM_SCALAR& operator op##=(PREP_SIM_SCALAR& a, PREP_SIM_SCALAR b) { return a = a op b; } \
  PREP_SIM_API PREP_SIM_PAIR& operator op##=(PREP_SIM_PAIR& a, PREP_SIM_PAIR b) { return a = a op b; }
PREP_SIM_OPERATOR(+)
PREP_SIM_OPERATOR(-)
PREP_SIM_OPERATOR(*)
PREP_SIM_OPERATOR(/)
#undef PREP_SIM_OPERATOR
PREP_SIM_API PREP_SIM_SCALAR operator-(PREP_SIM_SCALAR a) {
  return PREP_SIM_SCALAR::raw(static_cast<unsigned short>(a.bits ^ 0x8000));
}
PREP_SIM_API PREP_SIM_SCALAR operator+(PREP_SIM_SCALAR a) { return a; }
PREP_SIM_API PREP_SIM_PAIR operator-(PREP_SIM_PAIR a) { return {-a.x, -a.y}; }
PREP_SIM_API PREP_SIM_PAIR operator+(PREP_SIM_PAIR a) { return a; }
#define PREP_SIM_STEP(op, sign)                                                                           \
  PREP_SIM_API PREP_SIM_SCALAR& operator op(PREP_SIM_SCALAR& a) { return a = a sign PREP_SIM_SCALAR(1); } \
  PREP_SIM_API PREP_SIM_SCALAR operator op(PREP_SIM_SCALAR& a, int) {                                     \
    const PREP_SIM_SCALAR old = a;                                                                        \
    op a;                                                                                                 \
    return old;                                                                                           \
  }                                                                                                       \
  PREP_SIM_API PREP_SIM_PAIR& operator op(PREP_SIM_PAIR& a) {                                             \
    op a.x;                                                                                               \
    op a.y;                                                                                               \
    return a;                                                                                             \
  }                                                                                                       \
  PREP_SIM_API PREP_SIM_PAIR operator op(PREP_SIM_PAIR& a, int) {                                         \
    const PREP_SIM_PAIR old = a;                                                                          \
    op a;                                                                                                 \
    return old;                                                                                           \
  }
PREP_SIM_STEP(++, +)
PREP_SIM_STEP(--, -)
#undef PREP_SIM_STEP
#define PREP_SIM_COMPARE(op)                                            \
  PREP_SIM_API bool operator op(PREP_SIM_SCALAR a, PREP_SIM_SCALAR b) { \
    return static_cast<float>(a) op static_cast<float>(b);              \
  }                                                                     \
  PREP_SIM_API bool operator op(PREP_SIM_PAIR a, PREP_SIM_PAIR b) { return a.x op b.x && a.y op b.y; }
PREP_SIM_COMPARE(==)
PREP_SIM_COMPARE(!=)
PREP_SIM_COMPARE(<)
PREP_SIM_COMPARE(>)
PREP_SIM_COMPARE(<=)
PREP_SIM_COMPARE(>=)
#undef PREP_SIM_COMPARE
