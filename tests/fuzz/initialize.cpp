// What every fuzz target needs before its first input.
#include "core/base/sodium.hpp"

extern "C" int LLVMFuzzerInitialize(int*, char***);
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  tasuki::start_sodium();
  return 0;
}
