#include "core/engine/duty/alerts.hpp"

#include "core/engine/desk.hpp"

namespace tasuki::engine {

void alert_to_message(Turn& turn, const MessageRecord& message) {
  const bool is_sign = std::holds_alternative<care::Alert>(message.content.form);
  if (message.content.urgency != care::Urgency::Phone && !is_sign) return;
  turn.effects.emplace_back(Alert{is_sign ? "warning-sign" : "message", message.team, message.id,
                                  std::string(care::urgency_code(message.content.urgency)), 0});
}

void alert_to_step(Turn& turn, const TeamId& team, const care::EscalationStep& step, bool is_to_call) {
  if (!step.agency && is_to_call)
    turn.effects.emplace_back(Alert{"exhausted", team, step.message, "phone", step.step});
  if (step.agency == turn.desk.agency())
    turn.effects.emplace_back(Alert{"escalation", team, step.message, "phone", step.step});
}

}  // namespace tasuki::engine
