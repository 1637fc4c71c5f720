#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "client-cli/arguments.hpp"
#include "client-cli/failure.hpp"
#include "client-cli/language.hpp"
#include "client-cli/moment.hpp"

namespace tasuki::proto::api {
class Request;
class Response;
}  // namespace tasuki::proto::api

namespace tasuki::cli {

using Json = nlohmann::ordered_json;

class View;         // view.hpp
struct Invocation;  // invocation.hpp

enum class Takes {
  Nothing,   ///< a switch
  One,       ///< one value; of a common flag the last one counts
  Repeated,  ///< may stand several times
  List,      ///< values with commas between, may stand several times
};

struct Option {
  std::string_view flag;        ///< `--urgency`
  std::string_view value = {};  ///< what help calls its value
  Text help = {};
  Takes takes = Takes::One;
  bool required = false;
  std::optional<vocabulary::List> of = {};  ///< values are codes of this list, or its words
  std::string_view choices = {};            ///< or one of these, with commas between
};

struct Positional {
  std::string_view name;
  Text help = {};
  bool optional = false;
};

/// A command that is one request and its answers. Each part is pure: what was typed → request; answer → one
/// line of JSON, or text.
struct Exchange {
  using Fill = Attempt<> (*)(const Arguments&, const Moment&, proto::api::Request&);
  using ToJson = Json (*)(const proto::api::Response&, Language);
  using Show = void (*)(const proto::api::Response&, View&);
  using Finish = void (*)(View&);
  using Judge = ExitCode (*)(const proto::api::Response&, const Arguments&);

  Fill fill = nullptr;
  ToJson json = nullptr;
  Show show = nullptr;
  Finish finish = nullptr;  ///< text only: after the last answer; a table is printed by then
  Judge judge = nullptr;    ///< where an answer can mean another exit code than 0
  bool asks_time =
      false;  ///< `fill` needs Moment::now; it is called without it first, to check the arguments
  bool names_agencies = false;  ///< `show` turns agency ids into names (View::agency)
  bool endless = false;         ///< answers come as things happen
};

struct Command {
  std::string_view verb;  ///< `contact invite`
  Text help;
  std::vector<Positional> positionals = {};
  std::vector<Option> options = {};
  Exchange exchange = {};
  /// Reads the files that the arguments name into them, and checks what needs no node.
  Attempt<> (*prepare)(Arguments&) = nullptr;
  /// Instead of `exchange`: several requests, files, other programs.
  Attempt<ExitCode> (*run)(Invocation&) = nullptr;
};

/// Every command there is, in the order of help.
std::span<const Command> commands();

/// The flags that stand before or after any verb.
std::span<const Option> common_options();

}  // namespace tasuki::cli
