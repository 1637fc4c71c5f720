// Does on purpose what the sanitizers look for, so that test_sanitizers.py can see that it fails a test.
// Called like `tasuki`: the last argument says what. Called like `tasukid`: gets ready, and leaks when it is
// asked to end.
#include <array>
#include <csignal>
#include <cstdio>
#include <string_view>
#include <thread>

namespace {

void touch_memory_after_its_end() {
  volatile int* gone = new int(1);
  delete gone;
  *gone = 2;
}

void overflow(int count) {
  volatile int number = 0x7fffffff;
  number = number + count;
}

void race() {
  int shared = 0;
  std::thread other([&] { ++shared; });
  ++shared;
  other.join();
}

int get_ready_and_leak() {
  static std::array<volatile char*, 1> kept{};
  static volatile std::sig_atomic_t asked = 0;
  std::signal(SIGTERM, [](int) { asked = 1; });
  std::puts("ready");
  std::fflush(stdout);
  while (asked == 0) std::this_thread::yield();
  kept[0] = new char[1000];
  kept[0] = nullptr;
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::string_view what = words[count - 1];
  if (what == "address") touch_memory_after_its_end();
  if (what == "undefined") overflow(count);
  if (what == "thread") race();
  return std::string_view(words[0]).ends_with("tasukid") ? get_ready_and_leak() : 0;
}
