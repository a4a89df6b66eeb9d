#include "lang/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "lang/constants.h"
#include "lang/rules.h"
#include "lang/subscripts.h"
#include "lang/walk.h"

namespace warploom::lang {
namespace {

class Verifier {
 public:
  Verifier(const Module& module, const BuiltinTable& builtins)
      : module_(module), builtins_(builtins) {}

  Status Run() {
    if (module_.functions.empty()) {
      return Fail(ErrorKind::kInternal, "a module needs a kernel");
    }
    for (const Function& function : module_.functions) {
      function_ = &function;
      assigned_.assign(module_.vars.size(), false);
      counters_.assign(module_.vars.size(), false);
      for (const VarId param : module_[function.params]) {
        assigned_[param.value] = true;
      }
      CheckFunction(function);
      loops_ = 0;
      Block(function.body);
      ++index_;
    }
    for (const StructDef& definition : module_.structs) {
      Require(std::ranges::all_of(definition.fields, CanBeField, &StructField::type),
              "a struct with a field that Warp does not compile");
    }
    const size_t params = module_.kernel_function().params.count;
    Require(module_.launch.args.size() == params,
            "the launch plan has not one entry per parameter");
    Require(module_.kernel_function().results.empty(), "a kernel has no results");
    CheckOptions(module_.kernel_options, OptionScope::kKernel);
    CheckOptions(module_.module_options, OptionScope::kModule);
    CheckOptions(module_.config_options, OptionScope::kConfig);
    return error_.empty() ? Status() : Fail(ErrorKind::kInternal, error_);
  }

 private:
  void CheckFunction(const Function& function) {
    const auto params = module_[function.params];
    const size_t defaults = function.defaults.size();
    Require(defaults <= params.size(), "more defaults than parameters");
    for (size_t i = 0; i < defaults && defaults <= params.size(); ++i) {
      Require(TypeOf(function.defaults[i]) == module_[params[params.size() - defaults + i]].type,
              "a default of another type than its parameter");
    }
    const bool is_plain = function.role == Function::Role::kPlain;
    Require(is_plain == !function.of.is_valid() && (is_plain || function.of.value < index_),
            "a function that belongs to no earlier one");
    Require(!function.native.snippet.is_valid() || function.body.count == 0,
            "a native function with a body");
  }

  void Require(bool holds, std::string_view what) {
    if (!holds && error_.empty()) {
      error_ = fmt::format("{}: {}", function_->name, what);
    }
  }

  void CheckOptions(std::span<const Option> options, OptionScope place) {
    for (const Option& option : options) {
      const OptionScope scope = Info(option.name).scope;
      const bool anywhere = scope == OptionScope::kBoth && place != OptionScope::kConfig;
      Require(scope == place || anywhere, "an option that does not stand there");
    }
  }

  // Variables first assigned in the block are unknown after it.
  void Block(StmtList list) { After(list); }

  void Read(ExprId id) {
    if (!id.is_valid()) {
      return;
    }
    Require(id.value < module_.exprs.size(), "an expression id is out of range");
    ForEachOperand(module_, id, [&](ExprId operand) { Read(operand); });
    const Expr& expr = module_[id];
    std::visit([&](const auto& e) { CheckExpr(e, expr.type); }, expr.node);
  }

  Type TypeOf(ExprId id) const { return module_[id].type; }

  std::vector<Type> TypesOf(ExprList list) const {
    std::vector<Type> types;
    for (const ExprId id : module_[list]) {
      types.push_back(TypeOf(id));
    }
    return types;
  }

  void CheckCall(CallId call, std::span<const Type> types, Type result) {
    Require(call.is_valid() && call.value < builtins_.calls().size(), "a call id is out of range");
    if (call.is_valid()) {
      const Call& row = builtins_.call(call);
      const auto any = [](Type type) { return AnyShape(type); };
      Require(std::ranges::equal(row.args, types, {}, {}, any) && row.result == AnyShape(result),
              fmt::format("a call of {} has other types than its row", builtins_.name(row.name)));
    }
  }

  void CheckExpr(const std::monostate&, Type) { Require(false, "an empty expression"); }
  void CheckExpr(const Literal&, Type type) { Require(type.is_scalar(), "a literal is a scalar"); }
  void CheckExpr(const String&, Type type) {
    Require(type == StringType(), "a text has the type of texts");
  }
  void CheckExpr(const VarRef& e, Type type) {
    Require(module_[e.var].type == type, "a variable has another type than its reading");
    Require(assigned_[e.var.value],
            fmt::format("{} may be read before it is assigned", module_[e.var].name));
  }
  void CheckExpr(const ConstRef& e, Type type) {
    Require(module_[e.constant].type == type, "a constant has another type than its reading");
  }
  void CheckExpr(const NamedNumber& e, Type type) {
    const Type wanted = Info(e.name).is_integer ? kInt : kFloat;
    Require(type == wanted && IsIn(e.source, e.name), "a number without that name");
  }
  void CheckExpr(const Member& e, Type type) {
    const bool exists =
        e.owner < module_.classes.size() && e.index < module_.classes[e.owner].members.size();
    Require(exists, "a member of no class");
    Require(!exists || module_[e].type == type, "a member of another type");
  }
  void CheckExpr(const Static& e, Type type) {
    Require(TypeOf(e.value) == type, "a static expression of another type");
    Require(IsKnown(e.value), "a static expression of what is known at run time alone");
  }
  void CheckExpr(const Tuple& e, Type type) {
    Require(type.is_tuple() && std::ranges::equal(module_.tuple_of(type), TypesOf(e.items)),
            "a tuple of other items than its type's");
  }
  void CheckExpr(const Unary& e, Type type) {
    const Type operand = TypeOf(e.operand);
    CheckCall(e.call, std::span(&operand, 1), type);
  }
  void CheckExpr(const Binary& e, Type type) {
    const std::array types = {TypeOf(e.left), TypeOf(e.right)};
    CheckCall(e.call, types, type);
  }
  void CheckExpr(const Compare& e, Type type) {
    const auto operands = module_[e.operands];
    Require(type.is_bool() && (operands.size() == 2 || operands.size() == 3), "a comparison");
    for (size_t i = 1; i < operands.size(); ++i) {
      Require(CanCompare(e.ops[i - 1], TypeOf(operands[i - 1]), TypeOf(operands[i])),
              "a comparison of types that do not compare");
    }
  }
  void CheckExpr(const BoolOp& e, Type type) {
    for (const Type operand : TypesOf(e.operands)) {
      Require(CanBeCondition(operand) && type.is_bool(), "and/or of what has no truth");
    }
  }
  void CheckExpr(const Ternary& e, Type type) {
    Require(TypeOf(e.condition).is_bool() && TypeOf(e.then) == type && TypeOf(e.otherwise) == type,
            "a ternary of mixed types");
  }
  void CheckExpr(const BuiltinCall& e, Type type) {
    std::vector<Type> types;
    for (const ExprId arg : module_[e.args]) {
      if (IsInRow(module_, arg)) {
        types.push_back(TypeOf(arg));
      }
    }
    CheckCall(e.call, types, type);
  }
  void CheckExpr(const UserCall& e, Type type) {
    Require(e.function.value < index_, "a helper is called before it is defined");
    const Function& callee = module_[e.function];
    const auto params = module_[callee.params];
    const auto args = TypesOf(e.args);
    Require(std::ranges::equal(args, params, CanPass, {}, [&](VarId v) { return module_[v].type; }),
            "a helper is called with other types than its parameters");
    if (e.form == UserCall::Form::kGrad) {
      Require(!args.empty() && type == args[0], "a gradient has the type of what it is by");
      return;
    }
    const bool is_whole =
        type.is_tuple() && std::ranges::equal(module_.tuple_of(type), callee.results);
    Require(is_whole || (callee.results.empty() ? type.is_void() : callee.results[0] == type),
            "a helper's result has another type");
  }
  void CheckExpr(const Callee& e, Type type) {
    Require(type == FunctionType() && (e.builtin.is_valid() || e.function.value < index_),
            "a helper is named before it is defined");
  }
  void CheckExpr(const LocalArray& e, Type type) {
    Require(type.ndim == e.shape.count, "an array of another number of dimensions");
    for (const ExprId extent : module_[e.shape]) {
      Require(TypeOf(extent) == kInt, "an array whose size is no integer");
      Require(e.source.is_valid() || ConstantInteger(module_, extent).has_value(),
              "an array of the thread's own whose size is not known");
    }
    Require(!e.source.is_valid() || TypeOf(e.source).is_array(), "a pointer of no array");
  }
  void CheckExpr(const Adjoint& e, Type type) {
    Require(function_->role == Function::Role::kGrad && TypeOf(e.of) == type,
            "an adjoint outside a gradient");
  }
  void CheckExpr(const Construct& e, Type type) {
    const bool can = type.is_struct() ? CanConstruct(module_.struct_of(type), TypesOf(e.args))
                                      : CanConstruct(type, TypesOf(e.args));
    Require(can, "a construction from parts that do not fit");
    Require(e.starred == 0 || e.starred == PartsOfOneVariable(module_, module_[e.args]),
            "a star before what are not the parts of one variable");
  }
  // Whether Python can compute it before there is code.
  bool IsKnown(ExprId id) const {
    bool known = true;
    ForEachExpr(module_, id, [&](ExprId x) {
      const auto* ref = std::get_if<VarRef>(&module_[x].node);
      known = known && (ref == nullptr || counters_[ref->var.value]);
    });
    return known;
  }

  void CheckExpr(const Subscript& e, Type type) {
    for (const ExprId index : module_[e.indices]) {
      const bool is_slice = std::holds_alternative<Slice>(module_[index].node);
      const Type type_of_index = TypeOf(index);
      Require(is_slice || type_of_index.is_int() || type_of_index.is_tile(),
              "a subscript that is no integer");
    }
    Require(TypeOfSubscript(module_, TypeOf(e.base), module_[e.indices]) == type,
            "a subscript of another type");
  }
  void CheckExpr(const Slice&, Type) {}
  void CheckExpr(const Field& e, Type type) {
    const Type base = TypeOf(e.base);
    Require(base.is_struct() && e.field < module_.struct_of(base).fields.size() &&
                module_.struct_of(base).fields[e.field].type == type,
            "a field of another type");
  }
  void CheckExpr(const Component& e, Type type) {
    Require(TypeOfComponent(TypeOf(e.base), e.index) == type, "a component of another type");
  }
  void CheckExpr(const Shape& e, Type type) {
    const Type array = TypeOf(e.array);
    Require(HasShape(array) && array.ndim > e.dimension && type == kInt,
            "a shape of no such dimension");
  }

  void CheckExpr(const Keyword& e, Type type) {
    Require(TypeOf(e.value) == type, "a keyword of another type than its value");
  }
  void CheckExpr(const TypeName&, Type type) { Require(!type.is_void(), "a name of no type"); }

  void Assigned(VarId var) { assigned_[var.value] = true; }

  void Visit(const std::monostate&) { Require(false, "an empty statement"); }
  void Visit(const Assign& s) {
    Read(s.value);
    Require(module_[s.target].type == TypeOf(s.value), "an assignment changes a variable's type");
    Assigned(s.target);
  }
  void Visit(const Unpack& s) {
    Read(s.value);
    for (const VarId target : module_[s.targets]) {
      Assigned(target);
    }
  }
  void Visit(const Store& s) {
    Read(s.target);
    Read(s.value);
    Require(TypeOf(s.target) == TypeOf(s.value), "a store of another type than its target");
  }
  void Visit(const Augment& s) {
    Read(s.target);
    Read(s.value);
  }
  void Visit(const If& s) {
    Read(s.condition);
    Require(CanBeCondition(TypeOf(s.condition)), "an if of what has no truth");
    // What both branches assign is assigned after them.
    const std::vector<bool> before = assigned_;
    const std::vector<bool> then = After(s.then);
    const std::vector<bool> otherwise = After(s.otherwise);
    for (size_t i = 0; i < before.size(); ++i) {
      assigned_[i] = before[i] || (then[i] && otherwise[i]);
    }
  }
  // What is assigned at the end of the block; what was before it is restored.
  std::vector<bool> After(StmtList list) {
    const std::vector<bool> before = assigned_;
    for (const StmtId id : module_[list]) {
      std::visit([&](const auto& s) { Visit(s); }, module_[id].node);
    }
    std::vector<bool> after = assigned_;
    assigned_ = before;
    return after;
  }
  void Visit(const ForRange& s) {
    for (const ExprId id : {s.start, s.stop, s.step}) {
      Read(id);
    }
    ++loops_;
    const bool was = assigned_[s.variable.value];
    assigned_[s.variable.value] = true;
    counters_[s.variable.value] = !s.reversed && HasConstantRange(s);
    Block(s.body);
    counters_[s.variable.value] = false;
    assigned_[s.variable.value] = was;
    --loops_;
  }
  bool HasConstantRange(const ForRange& s) const {
    return std::ranges::all_of(std::array{s.start, s.stop, s.step}, [&](ExprId id) {
      return !id.is_valid() || ConstantInteger(module_, id).has_value();
    });
  }
  void Visit(const While& s) {
    Read(s.condition);
    Require(CanBeCondition(TypeOf(s.condition)), "a while of what has no truth");
    ++loops_;
    Block(s.body);
    --loops_;
  }
  void Visit(const Break&) { Require(loops_ > 0, "break outside a loop"); }
  void Visit(const Continue&) { Require(loops_ > 0, "continue outside a loop"); }
  void Visit(const Return& s) {
    const auto values = module_[s.values];
    Require(values.size() == function_->results.size(), "a return of another number of values");
    for (size_t i = 0; i < values.size(); ++i) {
      Read(values[i]);
      Require(i < function_->results.size() && TypeOf(values[i]) == function_->results[i],
              "a return of another type");
    }
  }
  void Visit(const Evaluate& s) { Read(s.value); }
  void Visit(const Print& s) {
    Read(s.text);
    Require(TypeOf(s.text) == StringType(), "a print of something else than a text");
    Require(s.is_printf || s.values.count == 0, "a print takes one value");
    for (const ExprId id : module_[s.values]) {
      Read(id);
      Require(CanFormat(TypeOf(id)), "a printf of a value that has no place in a text");
    }
  }
  void Visit(const Assert& s) {
    Read(s.condition);
    Require(CanBeCondition(TypeOf(s.condition)), "an assertion of what has no truth");
  }
  void Visit(const Pass&) {}
  void Visit(const Comment&) {}
  void Visit(const BlankLine&) {}

  const Module& module_;
  const BuiltinTable& builtins_;
  const Function* function_ = nullptr;
  uint32_t index_ = 0;
  std::vector<bool> assigned_;
  std::vector<bool> counters_;  // Of loops over constant ranges that are open.
  int loops_ = 0;
  std::string error_;
};

}  // namespace

Status Verify(const Module& module, const BuiltinTable& builtins) {
  return Verifier(module, builtins).Run();
}

}  // namespace warploom::lang
