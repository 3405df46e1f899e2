// cuda::std is the host library's std.
#pragma once
#pragma GCC system_header
namespace std {}
namespace cuda {
namespace std {
using namespace ::std;
}
}  // namespace cuda
