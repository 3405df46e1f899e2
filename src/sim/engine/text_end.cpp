// The last object of the library, so that the linker puts this after all of the library's code and before the
// learner's (preempt.cpp).
asm(R"(
.text
.globl prep_text_end
prep_text_end:
)");
