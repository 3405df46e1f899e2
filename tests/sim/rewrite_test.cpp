#include "sim/front/rewrite.h"

#include "catch.h"

using prep::sim::rewrite;
using prep::sim::RewriteError;
using prep_test::ContainsSubstring;

namespace {

// The text without its line breaks and doubled blanks, so that a test says what matters.
std::string flat(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank || (!out.empty() && out.back() != ' ')) out += blank ? ' ' : c;
  }
  return out;
}

std::string in_kernel(const std::string& body) {
  return flat(rewrite("__global__ void k(float* p) { " + body + " }"));
}

struct Refusal {
  std::string file, message;
  int line = 0;
};
Refusal refusal(const std::string& text) {
  try {
    rewrite(text);
  } catch (const RewriteError& e) {
    return {e.file, e.what(), e.line};
  }
  return {};
}

}  // namespace

TEST_CASE("plain C++ passes through unchanged") {
  const std::string text =
      "# 1 \"a.cu\"\nint f() { return 1 << 2 >> 1; }\n#pragma unroll\n"
      "const char* s = R\"x(<<<)x\"; // <<<\nauto v = std::vector<std::vector<std::vector<int>>>{};\n"
      "template <class T> std::ostream& operator<<<T>(std::ostream&, T);\nchar c = '\"'; int n = 1'000;\n";
  CHECK(rewrite(text) == text);
}

TEST_CASE("an open bracket of __launch_bounds__ does not swallow the code behind it") {
  // Found by the fuzz test: the bracket closed at a later call's, and all between was dropped.
  CHECK_THAT(refusal("int main() { static __launch_bounds__( int h[64]; int* d; f(d)); }").message,
             ContainsSubstring("__launch_bounds__( has no end"));
  CHECK(refusal("__global__ void __launch_bounds__(256, 2) k(int* p) { p[0] = 1; }").message.empty());
}

TEST_CASE("function spaces go, names of variables are registered") {
  CHECK(flat(rewrite("__host__ __device__ int f(int x);")) == "int f(int x);");
  CHECK_THAT(rewrite("__constant__ float c[4];"),
             ContainsSubstring("register_variable(\"c\", c, ::prep_variable_constant)"));
  CHECK_THAT(rewrite("static __device__ float a = 1, b[2] = {1, 2};"),
             ContainsSubstring("register_variable(\"b\", b, ::prep_variable_device)"));
  CHECK_THAT(rewrite("extern __device__ int x;"), !ContainsSubstring("register_variable"));
  CHECK_THAT(rewrite("template <class T> __device__ T x;"), !ContainsSubstring("register_variable"));
  CHECK_THAT(rewrite("struct S { __device__ int f() const { int a; return a; } };"),
             !ContainsSubstring("register_variable"));
  CHECK(flat(rewrite("__noinline__ __device__ void f();")) == "__attribute__((noinline)) void f();");
  CHECK(rewrite("__attribute__((__noinline__)) void f();") == "__attribute__((__noinline__)) void f();");
}

TEST_CASE("a launch keeps its arguments' meaning") {
  const std::string text =
      flat(rewrite("void f() { ns::k<T, (2 > 1 ? 4 : 5)><<<g, b, n, s>>>(a, 0, {1, 2}, x + 1); }"));
  CHECK_THAT(text, ContainsSubstring("LaunchConfig(g, b, n, s)"));
  CHECK_THAT(text, ContainsSubstring("[=, prep_a = ::prep::sim::copies<0, 3>()(a, x + 1)]() mutable"));
  CHECK_THAT(text, ContainsSubstring("ns::k<T, (2 > 1 ? 4 : 5)>(::prep::sim::held<0>(prep_a), 0, {1, 2}, "
                                     "::prep::sim::held<3>(prep_a)); })"));
}

TEST_CASE("kernel expressions of every shape are found whole") {
  const auto name_of = [](const std::string& expression) {
    const std::string text = rewrite("void f() { if (c) " + expression + "<<<1, 1>>>(); }");
    const std::size_t begin = text.find("), \"") + 4;
    return text.substr(begin, text.find('"', begin) - begin);
  };
  CHECK(name_of("k") == "k");
  CHECK(name_of("::a::b::k") == "::a::b::k");
  CHECK(name_of("k<A<B<int>>>") == "k<A<B<int>>>");
  CHECK(name_of("k<1 << 4>") == "k<1<<4>");
  CHECK(name_of("S<T>::template run<U>") == "S<T>::templaterun<U>");
  CHECK(name_of("table[i]") == "table[i]");
  CHECK(name_of("(*pointer)") == "(*pointer)");
  CHECK(name_of("object->member.kernel") == "object->member.kernel");
  CHECK(name_of("pick<2>(x)") == "pick<2>(x)");
}

TEST_CASE("commas inside template arguments and braces do not cut a launch argument") {
  const std::string text =
      flat(rewrite("void f() { k<<<1, 1>>>(Op<float, 3>{}, g<int, 2>(a, b), x < y, {p, q}); }"));
  CHECK_THAT(text, ContainsSubstring("(Op<float, 3>{}, g<int, 2>(a, b), x < y)]"));
}

TEST_CASE("the arguments of a launch become its parameters, literals stay literal") {
  const std::string text = flat(rewrite("void f() { k<<<g, b>>>(a, 0, n); }"));
  CHECK_THAT(text, ContainsSubstring("[=, prep_a = ::prep::sim::parameters<3>("));
  CHECK_THAT(text, ContainsSubstring("(a, 0, n)]() mutable { k(::prep::sim::held<0>(prep_a), 0, "
                                     "::prep::sim::held<2>(prep_a)); })"));
}

TEST_CASE("a launch behind a colon stays apart from it") {
  CHECK_THAT(rewrite("void f() { switch (n) { case 1:k<<<1, 1>>>(); } }"),
             ContainsSubstring("case 1: ::prep"));
}

TEST_CASE("launches inside lambdas, packs and computed kernels") {
  CHECK_THAT(rewrite("void f() { time([&] { k<<<1, 1>>>(a); }); }"),
             ContainsSubstring("time([&] { ::prep::sim::launch("));
  CHECK_THAT(rewrite("template <class... A> void f(A... a) { k<<<1, 1>>>(a...); }"),
             ContainsSubstring("k(a...); })"));
  CHECK_THAT(rewrite("void f() { table[i]<<<1, 1>>>(a); }"),
             ContainsSubstring("[&](auto prep_kernel) { ") &&
                 ContainsSubstring("[=, prep_a = ::prep::sim::parameters<1>(::prep::sim::address_of(0, "
                                   "prep_kernel))(a)]() mutable { "
                                   "prep_kernel(::prep::sim::held<0>(prep_a)); }); }(table[i])"));
  CHECK_THAT(rewrite("void f() { this->kernel<<<1, 1>>>(); }"), ContainsSubstring("}(this->kernel)"));
}

TEST_CASE("launch brackets that a formatter took apart are read, as nvcc does") {
  const std::string want = flat(rewrite("void f() { k<<<1, 2>>>(a); }"));
  CHECK(flat(rewrite("void f() { k << <1, 2 >> > (a); }")) == want);
  CHECK(flat(rewrite("void f() { k << < 1, 2 >> >(a); }")) == want);
  CHECK(rewrite("A<B<C<int>> >(n); auto x = 1 << 2 >> 1;\n") == "A<B<C<int>>>(n); auto x = 1 << 2 >> 1;\n");
}

TEST_CASE("a launch over several lines leaves the following lines in step") {
  const std::string text = rewrite("# 1 \"k.cu\"\nvoid f() {\n  k<<<1,\n      2>>>(\n      a);\n  g();\n}\n");
  CHECK_THAT(text, ContainsSubstring("\n# 4 \"k.cu\"\n;\n  g();\n}\n"));
}

TEST_CASE("static shared variables become slots") {
  const std::string text = in_kernel("__shared__ float a[16][16], *b, (*c)[4];");
  CHECK_THAT(text, ContainsSubstring("typedef float prep_type_a[16][16], *prep_type_b, (*prep_type_c)[4];"));
  CHECK_THAT(text, ContainsSubstring("prep_type_a& a = ::prep::sim::shared<prep_type_a>(prep_slot_a);"));
  CHECK_THAT(text, ContainsSubstring(
                       "prep_slot_c = {\"c\", __builtin_FILE(), __builtin_LINE(), sizeof(prep_type_c)"));
  CHECK_THAT(in_kernel("static __shared__ volatile int f;"),
             ContainsSubstring("typedef volatile int prep_type_f;"));
  CHECK_THAT(in_kernel("float __shared__ x[3];"), ContainsSubstring("typedef float prep_type_x[3];"));
  CHECK_THAT(in_kernel("__shared__ struct { int n; float v[3]; } s;"),
             ContainsSubstring("typedef struct { int n; float v[3]; } prep_type_s;"));
  CHECK_THAT(in_kernel("__shared__ typename Foo<T, 2>::Storage storage;"),
             ContainsSubstring("typedef typename Foo<T, 2>::Storage prep_type_storage;"));
}

TEST_CASE("alignment of a shared variable is kept wherever it is written") {
  for (const char* const declaration :
       {"__shared__ alignas(64) char s[9];", "alignas(64) __shared__ char s[9];",
        "__shared__ __attribute__((aligned(64))) char s[9];",
        "__shared__ char s[9] __attribute__((aligned(64)));"}) {
    INFO(declaration);
    const std::string text = in_kernel(declaration);
    CHECK_THAT(text, ContainsSubstring("struct prep_align_s { alignas(64) char c; };"));
    CHECK_THAT(text, ContainsSubstring("char prep_type_s[9]"));
  }
}

TEST_CASE("dynamic shared memory in a kernel and at file scope") {
  CHECK_THAT(in_kernel("extern __shared__ float s[];"),
             ContainsSubstring("decltype(auto) s = ::prep::sim::dynamic_shared<prep_type_s>();"));
  CHECK_THAT(in_kernel("extern __shared__ __attribute__((aligned(16))) unsigned char raw[][32];"),
             ContainsSubstring("typedef unsigned char prep_type_raw[][32];"));
  CHECK_THAT(rewrite("extern __shared__ float s[];"),
             ContainsSubstring("* const s __asm__(\"prep_dynamic_shared\");"));
}

TEST_CASE("a lambda that names a shared variable captures it") {
  const auto shared = [](const std::string& lambda) {
    return in_kernel("__shared__ int t[2]; auto f = " + lambda + ";");
  };
  CHECK_THAT(shared("[](int i) { return t[i]; }"), ContainsSubstring("[&t](int i)"));
  CHECK_THAT(shared("[=](int i) { return t[i]; }"), ContainsSubstring("[=, &t](int i)"));
  CHECK_THAT(shared("[&](int i) { return t[i]; }"), ContainsSubstring("[&](int i)"));
  CHECK_THAT(shared("[](int i) { return q.t + i; }"), ContainsSubstring("[](int i)"));
}

TEST_CASE("what cannot be simulated is refused with its place and the way out") {
  const auto at_line_2 = [](const std::string& code) { return refusal("# 1 \"k.cu\"\n\n" + code); };
  Refusal r = at_line_2("__global__ void k() { asm volatile(\"wgmma.fence.sync.aligned;\"); }");
  CHECK(r.file == "k.cu");
  CHECK(r.line == 2);
  CHECK_THAT(r.message, ContainsSubstring("wgmma"));
  CHECK_THAT(at_line_2("__global__ void k() { child<<<1, 1>>>(); }").message,
             ContainsSubstring("dynamic parallelism"));
  CHECK_THAT(at_line_2("__device__ float f(cudaTextureObject_t t);").message, ContainsSubstring("textures"));
  CHECK_THAT(at_line_2("__global__ void k() { __shared__ int n = 0; }").message,
             ContainsSubstring("initial value"));
  CHECK_THAT(at_line_2("__shared__ int n;").message, ContainsSubstring("file scope"));
  CHECK_THAT(at_line_2("struct S { __shared__ int n; };").message, ContainsSubstring("class member"));
  CHECK_THAT(at_line_2("__global__ int k() { return 1; }").message, ContainsSubstring("return void"));
  CHECK_THAT(at_line_2("void f() { k<<<1>>>(); }").message, ContainsSubstring("grid and a block"));
  CHECK_THAT(at_line_2("void f() { k<<<1, 2>>>; }").message, ContainsSubstring(">>>("));
  CHECK_THAT(at_line_2("__global__ void k(int* p) {} void f() { k(p); }").message,
             ContainsSubstring("called like a function"));
  CHECK_THAT(
      at_line_2("template <class T> __global__ void k(T* p) {} void f() { if (p) k<int>(p); }").message,
      ContainsSubstring("called like a function"));
  CHECK_THAT(at_line_2("void f() { g(; }").message, ContainsSubstring("bracket"));
}

TEST_CASE("near twins of refused constructs pass") {
  CHECK(refusal("void f() { asm volatile(\"pause\"); }").message.empty());
  CHECK(refusal("__global__ void k() { asm volatile(\"\" ::: \"memory\"); }").message.empty());
  CHECK(refusal("__host__ __device__ void f() { k<<<1, 1>>>(); }").message.empty());
  CHECK(refusal("int texture = 1; float tex2Dx; int tex1D = 2;").message.empty());
  CHECK(refusal("template <class T> __global__ void k(T* p) {}").message.empty());
  CHECK(refusal("extern \"C\" __global__ void k(float* p) {}").message.empty());
  CHECK(
      refusal("__global__ void k(int* p) {} void k(int* p, int n) { k<<<1, n>>>(p); } void f() { k(p, 2); }")
          .message.empty());
  CHECK(refusal("__global__ void k(int* p) {} void f() { auto k = [](int) {}; k(1); }").message.empty());
}

TEST_CASE("system headers are copied unread, macros of theirs in the learner's file are read") {
  const std::string text =
      "# 1 \"k.cu\"\n# 1 \"/usr/include/x.h\" 1 3\nint weird = ( ;\n# 2 \"k.cu\" 2\n"
      "void f() { k<<<1,\n# 2 \"k.cu\" 3 4\n (2)\n# 2 \"k.cu\"\n >>>(a); }\n";
  CHECK_THAT(rewrite(text),
             ContainsSubstring("int weird = ( ;") && ContainsSubstring("LaunchConfig(1, (2))"));
}

TEST_CASE("cudaLaunchKernel keeps the kernel's type") {
  CHECK(rewrite("void f() { cudaLaunchKernel((void*)k, g, b, args); }") ==
        "void f() { cudaLaunchKernel(k, g, b, args); }");
  CHECK(rewrite("void f() { cudaLaunchKernel((const void*)k<int>, g, b, args); }") ==
        "void f() { cudaLaunchKernel(k<int>, g, b, args); }");
}

namespace {

std::string kernel_text(const std::string& text) { return flat(rewrite(text)); }
bool in_rounds(const std::string& head, const std::string& loop) {
  return kernel_text("__global__ void k(float* p, int n, float a) { " + head + loop + " }")
             .find("next_turn") != std::string::npos;
}

}  // namespace

TEST_CASE("a grid-stride loop runs in rounds only when nothing but its variable lives from turn to turn") {
  const std::string head = "int t = blockIdx.x * blockDim.x + threadIdx.x, s = gridDim.x * blockDim.x; ";
  const std::string loop = "for (int i = t; i < n; i += s) ";
  CHECK(in_rounds(head, loop + "p[i] = a * p[i];"));
  CHECK(in_rounds(head, loop + "{ float v = p[i]; if (v < 0) continue; p[i] = fmaf(a, v, v); }"));
  CHECK(in_rounds(head, "while (t < n) { p[t] = a; t += s; }"));
  CHECK(in_rounds(head + "if (t >= n) return; ", loop + "atomicAdd(&p[i % 4], a * 2);"));
  CHECK_FALSE(in_rounds(head, loop + "a += p[i];"));
  CHECK_FALSE(in_rounds(head, loop + "*p++ = i;"));
  CHECK_FALSE(in_rounds(head, loop + "{ p[i] = 1; i += 1; }"));
  CHECK_FALSE(in_rounds(head, loop + "change(a);"));
  CHECK_FALSE(in_rounds(head, loop + "change(&a);"));
  CHECK_FALSE(in_rounds(head, loop + "{ float& r = a; r = p[i]; }"));
  CHECK_FALSE(in_rounds(head, loop + "{ if (p[i] > 0) break; }"));
  CHECK_FALSE(in_rounds(head, loop + "{ if (p[i] > 0) return; }"));
  CHECK_FALSE(in_rounds(head, loop + "{ __syncthreads(); p[i] = 1; }"));
  CHECK_FALSE(in_rounds(head, loop + "[&] { p[i] = a; }();"));
  CHECK_FALSE(in_rounds(head, loop + "p[i] = 1; p[0] = 2;"));
  CHECK_FALSE(in_rounds(head + "float sum = 0; ", loop + "sum += p[i];"));
  CHECK_FALSE(in_rounds(head, "for (int i = t; i < n; i += 1) p[i] = 1;"));
  CHECK_FALSE(in_rounds(head, "for (int i = next(); i < n; i += s) p[i] = 1;"));
  CHECK_FALSE(in_rounds(head, "for (int i = p[0]; i < n; i += s) p[i] = 1;"));
  CHECK_FALSE(in_rounds("int t = (int)*p, s = blockDim.x; ", loop + "p[i] = 1;"));
  CHECK_FALSE(in_rounds(head, "while (t < n) { if (p[t] > 0) continue; t += s; }"));
  CHECK_FALSE(in_rounds(head, "while (t < n) { t += s; p[t] = 1; }"));
}

TEST_CASE("threadIdx becomes a constant of the kernel where every mention is the built-in one") {
  const auto owns = [](const std::string& body) {
    return kernel_text("__global__ void k(int* p) { " + body + " }").find("own_thread_index") !=
           std::string::npos;
  };
  CHECK(owns("p[threadIdx.x] = threadIdx.y;"));
  CHECK_FALSE(owns("p[0] = 1;"));
  CHECK_FALSE(owns("auto f = [=] { return threadIdx.x; }; p[0] = f();"));
  CHECK_FALSE(owns("struct S { int x() { return threadIdx.x; } }; p[0] = S().x();"));
  CHECK_FALSE(owns("dim3 threadIdx(1); p[0] = threadIdx.x;"));
  CHECK_FALSE(owns("use(threadIdx);"));
}
