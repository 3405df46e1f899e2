// The last object of the library, so that the linker puts these after all of the library's code and data and
// before the learner's (preempt.cpp, host_variables.cpp).
asm(R"(
.text
.globl prep_text_end
prep_text_end:
.data
.globl prep_data_end
prep_data_end:
.byte 0
.bss
.globl prep_bss_end
prep_bss_end:
.zero 1
)");
