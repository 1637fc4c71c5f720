#pragma once

// Read once per preset instead of once per file: the headers of others that nearly every file of ours
// includes. None of ours, so that a file which forgets one of those does not compile; the release preset does
// without, so that a file which forgets one of these is found too.
#include <sodium.h>

#include <algorithm>
#include <array>
#include <boost/system/result.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>
