#include "core/base/sodium.hpp"
#include "tests/vectors/noise_vector.hpp"

int main(int argc, char** argv) {
  tasuki::start_sodium();
  return tasuki::test::run_files(argc, argv, tasuki::test::for_each_noise_vector);
}
