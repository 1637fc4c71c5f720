#pragma once

// The precompiled header of net and of its tests: Asio costs seconds in every file otherwise.
#include <boost/asio.hpp>
