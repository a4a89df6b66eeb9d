#include "synth/sketch/simple_statements.h"

#include <array>
#include <utility>
#include <vector>

namespace warploom::synth {

void SimpleStatements::Do(const Val& call) { draft_.builder.Evaluate(call.id); }

void SimpleStatements::Print(const Val& value) {
  const std::array types = {value.type};
  const auto& table = draft_.builder.builtins();
  const lang::Call* call = table.Resolve(table.Name("print"), types);
  WARPLOOM_CHECK(call != nullptr, "Warp does not print " + ToText(value.type));
  const std::array ids = {value.id};
  draft_.builder.Evaluate(draft_.builder.Call(*call, ids));
}

void SimpleStatements::PrintText(std::string text) {
  draft_.builder.Print(draft_.builder.String(std::move(text)));
}

void SimpleStatements::Printf(std::string text, std::span<const Val> values) {
  std::vector<lang::ExprId> ids;
  for (const Val& value : values) {
    ids.push_back(value.id);
  }
  draft_.builder.Printf(draft_.builder.String(std::move(text)), ids);
}

void SimpleStatements::Assert(const Val& condition, std::string message) {
  const lang::TextId text =
      message.empty() ? lang::TextId{} : draft_.builder.AddText(std::move(message));
  draft_.builder.Assert(condition.id, text);
}

void SimpleStatements::Comment(std::string text) { draft_.builder.Comment(std::move(text)); }

}  // namespace warploom::synth
