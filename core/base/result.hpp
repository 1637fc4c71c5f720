#pragma once

#include <boost/system/result.hpp>
#include <concepts>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tasuki {

/// What went wrong, for a caller that can act on it. Every module has one error enum and a function
/// `std::string_view error_name(Enum)` beside it, found by argument-dependent lookup, whose strings are
/// stable, kebab-case and unique in the program: they are what `error.code` shows. Sentences for people are
/// made in the programs. `detail` holds ids and numbers only, never names, text or keys.
class Error {
 public:
  /// What boost's `error()` returns when there is none.
  Error() : name_("none") {}
  template <class Enum>
    requires std::is_enum_v<Enum> && requires(Enum code) { error_name(code); }  // other enums may be values
  Error(Enum code, std::string detail = {})  // implicit: `return CryptoError::NotAuthentic;`
      : name_(error_name(code)), detail_(std::move(detail)) {}

  std::string_view name() const { return name_; }
  const std::string& detail() const { return detail_; }

  template <class Enum>
    requires std::is_enum_v<Enum>
  bool is(Enum code) const {
    return name_ == error_name(code);
  }

 private:
  std::string_view name_;
  std::string detail_;
};

/// Asking a failed Result for its value is a bug of ours.
class ResultMisuse : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
  throw ResultMisuse("value of a failed result: " + std::string(error.name()));
}

template <class T = void>
using Result = boost::system::result<T, Error>;

}  // namespace tasuki

#define TASUKI_CONCAT_(a, b) a##b
#define TASUKI_CONCAT(a, b) TASUKI_CONCAT_(a, b)
#define TASUKI_TRY_(temporary, declaration, expression) \
  auto temporary = (expression);                        \
  if (!temporary) return std::move(temporary).error();  \
  declaration = std::move(temporary).value()
#define TASUKI_CO_TRY_(temporary, declaration, expression) \
  auto temporary = (expression);                           \
  if (!temporary) co_return std::move(temporary).error();  \
  declaration = std::move(temporary).value()

/// `TRY(auto key, load_key(id));` declares `key` or returns the error. A declaration, not an expression.
#define TRY(declaration, expression) \
  TASUKI_TRY_(TASUKI_CONCAT(tasuki_try_, __LINE__), declaration, expression)
/// The same for a `Result<void>`.
#define TRY_VOID(expression) \
  if (auto tasuki_checked = (expression); !tasuki_checked) return std::move(tasuki_checked).error()
#define CO_TRY(declaration, expression) \
  TASUKI_CO_TRY_(TASUKI_CONCAT(tasuki_try_, __LINE__), declaration, expression)
#define CO_TRY_VOID(expression) \
  if (auto tasuki_checked = (expression); !tasuki_checked) co_return std::move(tasuki_checked).error()
