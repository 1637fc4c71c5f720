#include <gmock/gmock.h>

#include "core/base/sodium.hpp"

int main(int argc, char** argv) {
  tasuki::start_sodium();
  testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
