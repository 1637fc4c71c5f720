#include "core/engine/commands/agency_commands.hpp"

#include <algorithm>

#include "core/base/vocabulary.hpp"
#include "core/care/calendar/office_hours.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/commands/agency_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::AgencyAnswer;

bool is_wanted(const proto::api::AgencyListRequest& request, const AgencyAnswer& agency) {
  if (!request.kind().empty() && agency.kind() != request.kind()) return false;
  if (request.open_now() && agency.open() != "open") return false;
  return request.ask().empty() || std::ranges::find(agency.ask(), request.ask()) != agency.ask().end();
}

/// Hours as they are published; none: not said any more.
Result<std::string> canonical_hours(const std::string& typed) {
  if (typed.find_first_not_of(" \t\n") == std::string::npos) return std::string();
  const auto hours = care::OfficeHours::parse(typed);
  auto text = hours ? hours->to_text() : std::string();
  if (!hours || text.size() > record::kHoursLength) return EngineError::HoursUnclear;
  return text;
}

/// In the vocabulary's order, each once.
Result<std::vector<std::string>> known_asks(const proto::api::AgencySetRequest& request) {
  std::vector<std::string> asks;
  for (const auto& ask : request.ask()) {
    if (!vocabulary::is_known(vocabulary::List::Ask, ask)) return EngineError::UnknownCode;
  }
  for (const auto& word : vocabulary::words(vocabulary::List::Ask)) {
    if (std::ranges::find(request.ask(), word.code) != request.ask().end()) asks.emplace_back(word.code);
  }
  return asks;
}

void answer_agency(Call& call, const AgencyId& agency) {
  Turn turn = turn_of(call);
  proto::api::Response response;
  fill_agency(turn, agency, *response.mutable_agency());
  call.finish(std::move(response));
}

}  // namespace

Result<> agency_list(Call& call, const proto::api::AgencyListRequest& request) {
  Turn turn = turn_of(call);
  auto agencies = delivery::list_contacts(call.transaction);
  agencies.insert(agencies.begin(), call.desk.agency());
  for (const auto& agency : agencies) {
    proto::api::Response response;
    fill_agency(turn, agency, *response.mutable_agency());
    if (is_wanted(request, response.agency())) call.reply(std::move(response));
  }
  call.done();
  return {};
}

Result<> agency_show(Call& call, const proto::api::AgencyShowRequest& request) {
  TRY(const auto agency, find_agency(call.transaction, request.agency()));
  answer_agency(call, agency);
  return {};
}

Result<> agency_set(Call& call, const proto::api::AgencySetRequest& request) {
  auto& identity = *call.desk.identity;
  auto services = identity.services;
  if (request.set_hours()) {
    TRY(services.hours, canonical_hours(request.hours()));
  }
  if (request.set_asks()) {
    TRY(services.asks, known_asks(request));
  }
  services.confirmed_at = to_millis(call.desk.clock.now());
  TRY_VOID(publish_services(call.transaction, identity, services));
  Turn turn = turn_of(call);
  announce_whereabouts(turn);
  answer_agency(call, identity.agency);
  return {};
}

}  // namespace tasuki::engine
