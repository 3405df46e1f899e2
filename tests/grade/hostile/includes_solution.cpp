// expect: build_failed
#include SOLUTION
