#include "print/launch_printer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/check.h"
#include "print/literals.h"

namespace warploom::print {
namespace {

using lang::ArgPlan;
using lang::Module;
using lang::Type;

std::string TypeText(const Module& module, Type type) {
  if (type.kind != lang::TypeKind::kStruct) {
    return ToText(type);
  }
  const std::string& name = module.struct_of(type).name;
  return type.is_array() ? fmt::format("{}{}<{}>", lang::Name(type.array_kind), type.ndim, name)
                         : name;
}

// Integers are written without a fraction, so that readers need not know the type to parse them.
std::string Number(double value, Type type) {
  if (type.scalar == lang::Scalar::kBool || IsInt(type.scalar)) {
    return std::to_string(static_cast<int64_t>(value));
  }
  std::string text;
  AppendReal(text, value);
  return text;
}

std::string ObjectText(const Module& module, const ArgPlan& plan) {
  const lang::ObjectPlan& object = plan.object;
  std::string text =
      fmt::format(R"(, "values": "{}", "groups": {})",
                  object.values.is_void() ? "index" : ToText(object.values), object.groups);
  if (object.points.is_valid()) {
    text += fmt::format(R"(, "points": "{}")", module[object.points].name);
  }
  return text;
}

std::string PlanText(const Module& module, const std::string& name, Type type,
                     const ArgPlan& plan) {
  const bool is_zero = plan.fill == lang::Fill::kZero;  // The range of an output has no meaning.
  // An object's range is that of its contents.
  const Type in_range = IsObject(plan.fill) ? lang::kDouble : type;
  std::string text = fmt::format(
      R"({{"name": "{}", "type": "{}", "shape": [{}], "fill": "{}", "range": [{}, {}], )"
      R"("is_output": {})",
      name, TypeText(module, type), fmt::join(plan.shape, ", "), Name(plan.fill),
      Number(is_zero ? 0.0 : plan.low, in_range), Number(is_zero ? 0.0 : plan.high, in_range),
      plan.is_output);
  if (IsObject(plan.fill)) {
    return text + ObjectText(module, plan) + "}";
  }
  if (type.kind == lang::TypeKind::kStruct) {
    const auto& fields = module.struct_of(type).fields;
    std::vector<std::string> texts;
    for (size_t i = 0; i < plan.fields.size() && i < fields.size(); ++i) {
      texts.push_back(PlanText(module, fields[i].name, fields[i].type, plan.fields[i]));
    }
    text += fmt::format(R"(, "fields": [{}])", fmt::join(texts, ", "));
  }
  return text + "}";
}

}  // namespace

std::string PrintLaunch(const Module& module) {
  const auto params = module[module.kernel_function().params];
  const auto& plans = module.launch.args;
  WARPLOOM_CHECK(params.size() == plans.size(), "a launch has one plan per argument");
  std::vector<std::string> args;
  for (size_t i = 0; i < plans.size(); ++i) {
    const lang::Variable& param = module[params[i]];
    args.push_back(PlanText(module, param.name, param.type, plans[i]));
  }
  const int block = module.launch.block_dim;
  return fmt::format(R"({{"dims": [{}], {}"args": [{}]}})", fmt::join(module.launch.dims, ", "),
                     block > 0 ? fmt::format(R"("block_dim": {}, )", block) : "",
                     fmt::join(args, ", "));
}

}  // namespace warploom::print
