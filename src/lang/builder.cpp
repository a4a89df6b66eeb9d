#include "lang/builder.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "lang/constants.h"
#include "lang/rules.h"
#include "lang/subscripts.h"

namespace warploom::lang {

Builder::Builder(Module& module, const BuiltinTable& builtins)
    : module_(module), builtins_(builtins) {}

ExprId Builder::Add(ExprNode node, Type type) {
  module_.exprs.push_back({node, type});
  return {static_cast<uint32_t>(module_.exprs.size() - 1)};
}

void Builder::Append(StmtNode node) {
  WARPLOOM_CHECK(!blocks_.empty(), "a statement needs an open block");
  module_.stmts.push_back({node});
  blocks_.back().push_back({static_cast<uint32_t>(module_.stmts.size() - 1)});
}

ExprList Builder::Exprs(std::span<const ExprId> ids) {
  const auto begin = static_cast<uint32_t>(module_.expr_pool.size());
  module_.expr_pool.insert(module_.expr_pool.end(), ids.begin(), ids.end());
  return {begin, static_cast<uint32_t>(ids.size())};
}

VarList Builder::Vars(std::span<const VarId> vars) {
  const auto begin = static_cast<uint32_t>(module_.var_pool.size());
  module_.var_pool.insert(module_.var_pool.end(), vars.begin(), vars.end());
  return {begin, static_cast<uint32_t>(vars.size())};
}

VarId Builder::AddVar(std::string name, Type type) {
  module_.vars.push_back({std::move(name), type});
  return {static_cast<uint32_t>(module_.vars.size() - 1)};
}

ConstId Builder::AddConstant(std::string name, ExprId value, bool wrapped) {
  module_.constants.push_back({std::move(name), type_of(value), value, wrapped});
  return {static_cast<uint32_t>(module_.constants.size() - 1)};
}

Type Builder::AddStruct(StructDef definition) {
  module_.structs.push_back(std::move(definition));
  return StructType(static_cast<uint16_t>(module_.structs.size() - 1));
}

uint16_t Builder::AddClass(ConstantClass definition) {
  module_.classes.push_back(std::move(definition));
  return static_cast<uint16_t>(module_.classes.size() - 1);
}

Type Builder::TupleOf(std::span<const Type> items) {
  auto& known = module_.tuples;
  const auto found = std::ranges::find_if(
      known, [&](const std::vector<Type>& types) { return std::ranges::equal(types, items); });
  if (found == known.end()) {
    known.emplace_back(items.begin(), items.end());
    return TupleType(static_cast<uint16_t>(known.size() - 1));
  }
  return TupleType(static_cast<uint16_t>(found - known.begin()));
}

TextId Builder::AddText(std::string text) {
  module_.texts.push_back(std::move(text));
  return {static_cast<uint32_t>(module_.texts.size() - 1)};
}

FuncId Builder::AddFunction(std::string name, std::span<const VarId> params,
                            std::vector<Type> results) {
  Function function;
  function.name = std::move(name);
  function.params = Vars(params);
  function.results = std::move(results);
  function.body = CloseBlock();
  module_.functions.push_back(std::move(function));
  return {static_cast<uint32_t>(module_.functions.size() - 1)};
}

ExprId Builder::Int(int64_t value, Type type) {
  WARPLOOM_CHECK(type.is_int(), "an integer literal needs an integer type");
  return Add(Literal{value, 0.0}, type);
}

ExprId Builder::Real(double value, Type type) {
  WARPLOOM_CHECK(type.is_float(), "a real literal needs a float type");
  return Add(Literal{0, value}, type);
}

ExprId Builder::Bool(bool value) { return Add(Literal{value ? 1 : 0, 0.0}, kBool); }

ExprId Builder::String(std::string text) {
  return Add(lang::String{AddText(std::move(text))}, StringType());
}

ExprId Builder::Var(VarId var) { return Add(VarRef{var}, module_[var].type); }

ExprId Builder::Const(ConstId constant) { return Add(ConstRef{constant}, module_[constant].type); }

std::optional<CallId> Builder::UnaryCall(UnaryOp op, Type operand) const {
  return FindUnary(builtins_, op, operand);
}

std::optional<CallId> Builder::BinaryCall(BinaryOp op, Type left, Type right) const {
  return FindBinary(builtins_, op, left, right);
}

ExprId Builder::Named(NumberName name, NumberSource source) {
  WARPLOOM_CHECK(IsIn(source, name), "the number has no such name there");
  return Add(NamedNumber{name, source}, lang::Info(name).is_integer ? kInt : kFloat);
}

ExprId Builder::Member(lang::Member member) { return Add(member, module_[member].type); }

ExprId Builder::Static(ExprId value) { return Add(lang::Static{value}, type_of(value)); }

ExprId Builder::Tuple(std::span<const ExprId> items) {
  std::vector<Type> types;
  for (const ExprId item : items) {
    types.push_back(type_of(item));
  }
  return Add(lang::Tuple{Exprs(items)}, TupleOf(types));
}

ExprId Builder::Unary(UnaryOp op, ExprId operand) {
  const auto call = UnaryCall(op, type_of(operand));
  WARPLOOM_CHECK(call.has_value(),
                 std::string(Info(op).builtin) + " refuses " + ToText(type_of(operand)));
  const Type type = type_of(operand);
  return Add(lang::Unary{op, operand, *call}, ResultOfOperator(builtins_.call(*call), type, type));
}

ExprId Builder::Binary(BinaryOp op, ExprId left, ExprId right) {
  const auto call = BinaryCall(op, type_of(left), type_of(right));
  WARPLOOM_CHECK(call.has_value(), std::string(Info(op).builtin) + " refuses " +
                                       ToText(type_of(left)) + ", " + ToText(type_of(right)));
  const Type type = ResultOfOperator(builtins_.call(*call), type_of(left), type_of(right));
  return Add(lang::Binary{op, left, right, *call}, type);
}

ExprId Builder::Compare(CompareOp op, ExprId left, ExprId right) {
  WARPLOOM_CHECK(CanCompare(op, type_of(left), type_of(right)),
                 "cannot compare " + ToText(type_of(left)) + " with " + ToText(type_of(right)));
  const std::array<ExprId, 2> operands = {left, right};
  return Add(lang::Compare{{op, op}, Exprs(operands)}, kBool);
}

ExprId Builder::CompareChain(ExprId low, CompareOp first, ExprId middle, CompareOp second,
                             ExprId high) {
  WARPLOOM_CHECK(CanCompare(first, type_of(low), type_of(middle)) &&
                     CanCompare(second, type_of(middle), type_of(high)),
                 "a comparison chain needs operands of one type");
  const std::array<ExprId, 3> operands = {low, middle, high};
  return Add(lang::Compare{{first, second}, Exprs(operands)}, kBool);
}

ExprId Builder::Logic(bool is_and, std::span<const ExprId> operands) {
  WARPLOOM_CHECK(operands.size() >= 2, "and/or need two operands");
  for (const ExprId operand : operands) {
    WARPLOOM_CHECK(CanBeCondition(type_of(operand)), "and/or need operands that have a truth");
  }
  return Add(BoolOp{is_and, Exprs(operands)}, kBool);
}

ExprId Builder::Ternary(ExprId condition, ExprId then, ExprId otherwise) {
  WARPLOOM_CHECK(type_of(condition).is_bool(), "a ternary needs a bool condition");
  WARPLOOM_CHECK(type_of(then) == type_of(otherwise), "a ternary needs branches of one type");
  return Add(lang::Ternary{condition, then, otherwise}, type_of(then));
}

ExprId Builder::Call(std::string_view name, std::initializer_list<ExprId> args) {
  std::array<Type, 16> types;
  WARPLOOM_CHECK(args.size() <= types.size(), "too many arguments");
  size_t count = 0;
  std::string text(name);
  for (const ExprId arg : args) {
    types[count++] = type_of(arg);
  }
  const lang::Call* call = builtins_.Resolve(builtins_.Name(name), std::span(types).first(count));
  if (call == nullptr) {
    for (size_t i = 0; i < count; ++i) {
      text += " " + ToText(types[i]);
    }
    WARPLOOM_CHECK(false, "Warp has no such builtin: " + text);
  }
  return Call(*call, std::span(args.begin(), args.size()));
}

ExprId Builder::Call(const lang::Call& call, std::span<const ExprId> args) {
  return Call(call, args, call.result);
}

ExprId Builder::Call(const lang::Call& call, std::span<const ExprId> args, Type result) {
  WARPLOOM_CHECK(AnyShape(result) == call.result,
                 "the call gives " + ToText(call.result) + ", not " + ToText(result));
  return Add(BuiltinCall{.call = call.id, .args = Exprs(args)}, result);
}

ExprId Builder::Keyword(KeywordName name, ExprId value, bool is_bare) {
  return Add(lang::Keyword{name, value, is_bare}, type_of(value));
}

ExprId Builder::TypeName(Type type) { return Add(lang::TypeName{}, type); }

ExprId Builder::UserCall(FuncId function, std::span<const ExprId> args) {
  const Function& callee = module_[function];
  const Type result = callee.results.empty() ? VoidType() : callee.results.front();
  return UserCall(lang::UserCall{.function = function, .args = {}, .callee = {}}, args, result);
}

ExprId Builder::UserCall(lang::UserCall call, std::span<const ExprId> args, Type type) {
  const Function& callee = module_[call.function];
  const auto params = module_[callee.params];
  WARPLOOM_CHECK(params.size() == args.size(), "wrong number of arguments for " + callee.name);
  for (size_t i = 0; i < args.size(); ++i) {
    WARPLOOM_CHECK(CanPass(type_of(args[i]), module_[params[i]].type),
                   "argument type of " + callee.name);
  }
  call.args = Exprs(args);
  return Add(call, type);
}

ExprId Builder::Callee(BuiltinNameId builtin) {
  return Add(lang::Callee{builtin, {}}, FunctionType());
}

ExprId Builder::Callee(FuncId function) { return Add(lang::Callee{{}, function}, FunctionType()); }

ExprId Builder::Construct(Type type, std::span<const ExprId> args) {
  std::array<Type, 64> types;
  WARPLOOM_CHECK(args.size() <= types.size(), "too many parts");
  for (size_t i = 0; i < args.size(); ++i) {
    types[i] = type_of(args[i]);
  }
  const std::span<const Type> given = std::span(types).first(args.size());
  const bool can =
      type.is_struct() ? CanConstruct(module_.struct_of(type), given) : CanConstruct(type, given);
  WARPLOOM_CHECK(can, "cannot make " + ToText(type) + " from these parts");
  return Add(lang::Construct{.args = Exprs(args), .like = {}}, type);
}

ExprId Builder::Construct(Type type, std::initializer_list<ExprId> args) {
  return Construct(type, std::span(args.begin(), args.size()));
}

ExprId Builder::Subscript(ExprId base, std::span<const ExprId> indices) {
  const Type type = TypeOfSubscript(module_, type_of(base), indices);
  WARPLOOM_CHECK(!type.is_void(), "cannot subscript " + ToText(type_of(base)) + " this way");
  for (const ExprId index : indices) {
    WARPLOOM_CHECK(std::holds_alternative<lang::Slice>(module_[index].node) ||
                       type_of(index).is_int() || type_of(index).is_tile(),
                   "a subscript needs integers, not " + ToText(type_of(index)));
  }
  return Add(lang::Subscript{base, Exprs(indices)}, type);
}

ExprId Builder::Subscript(ExprId base, std::initializer_list<ExprId> indices) {
  return Subscript(base, std::span(indices.begin(), indices.size()));
}

ExprId Builder::Slice(ExprId start, ExprId stop, ExprId step) {
  return Add(lang::Slice{start, stop, step}, VoidType());
}

ExprId Builder::Field(ExprId base, uint16_t field) {
  const Type type = type_of(base);
  WARPLOOM_CHECK(type.is_struct() && field < module_.struct_of(type).fields.size(),
                 "no such field");
  return Add(lang::Field{base, field}, module_.struct_of(type).fields[field].type);
}

ExprId Builder::Component(ExprId base, int index) {
  const Type type = TypeOfComponent(type_of(base), index);
  WARPLOOM_CHECK(!type.is_void(), "no such component of " + ToText(type_of(base)));
  return Add(lang::Component{base, static_cast<uint8_t>(index)}, type);
}

ExprId Builder::Shape(ExprId array, int dimension) {
  WARPLOOM_CHECK(HasShape(type_of(array)) && dimension >= 0 && dimension < type_of(array).ndim,
                 "no such dimension of " + ToText(type_of(array)));
  return Add(lang::Shape{array, static_cast<uint8_t>(dimension)}, kInt);
}

ExprId Builder::LocalArray(Type element, std::span<const ExprId> shape, ExprId source) {
  WARPLOOM_CHECK(!element.is_array() && !shape.empty() && shape.size() <= 4,
                 "an array has one to four dimensions");
  return Add(lang::LocalArray{Exprs(shape), source},
             ArrayOf(element, static_cast<int>(shape.size())));
}

ExprId Builder::Adjoint(ExprId of) { return Add(lang::Adjoint{of}, type_of(of)); }

void Builder::Assign(VarId target, ExprId value) {
  WARPLOOM_CHECK(module_[target].type == type_of(value),
                 module_[target].name + " is " + ToText(module_[target].type) +
                     " and cannot become " + ToText(type_of(value)));
  Append(lang::Assign{target, value});
}

void Builder::Unpack(std::span<const VarId> targets, ExprId value) {
  WARPLOOM_CHECK(targets.size() >= 2, "unpacking needs two targets");
  Append(lang::Unpack{Vars(targets), value});
}

void Builder::Store(ExprId target, ExprId value) {
  WARPLOOM_CHECK(type_of(target) == type_of(value),
                 "a stored value must have the target's type: " + ToText(type_of(target)) +
                     ", not " + ToText(type_of(value)));
  Append(lang::Store{target, value});
}

void Builder::Augment(ExprId target, BinaryOp op, ExprId value) {
  const auto call = BinaryCall(op, type_of(target), type_of(value));
  WARPLOOM_CHECK(call && builtins_.call(*call).result == AnyShape(type_of(target)),
                 "this augmented assignment would change the target's type");
  Append(lang::Augment{target, op, value});
}

void Builder::If(ExprId condition, StmtList then, StmtList otherwise) {
  WARPLOOM_CHECK(CanBeCondition(type_of(condition)), "if needs a condition");
  WARPLOOM_CHECK(then.count > 0, "an if needs a body");
  Append(lang::If{condition, then, otherwise});
}

void Builder::ForRange(VarId variable, ExprId start, ExprId stop, ExprId step, StmtList body,
                       bool reversed) {
  const bool is_query = IsIterable(type_of(stop)) && !start.is_valid() && !step.is_valid();
  WARPLOOM_CHECK(module_[variable].type == kInt && (type_of(stop) == kInt || is_query),
                 "a range loop counts in int32");
  WARPLOOM_CHECK(body.count > 0, "a loop needs a body");
  Append(lang::ForRange{variable, start, stop, step, body, reversed});
}

void Builder::While(ExprId condition, StmtList body) {
  WARPLOOM_CHECK(CanBeCondition(type_of(condition)) && body.count > 0,
                 "while needs a condition and a body");
  Append(lang::While{condition, body});
}

void Builder::Break() { Append(lang::Break{}); }
void Builder::Continue() { Append(lang::Continue{}); }
void Builder::Return(std::span<const ExprId> values) { Append(lang::Return{Exprs(values)}); }
void Builder::Evaluate(ExprId value) { Append(lang::Evaluate{value}); }

void Builder::Print(ExprId text) {
  WARPLOOM_CHECK(type_of(text) == StringType(), "a text is printed this way, a value by Call");
  Append(lang::Print{text, {}, false});
}

void Builder::Printf(ExprId text, std::span<const ExprId> values) {
  WARPLOOM_CHECK(type_of(text) == StringType(), "printf needs a text");
  for (const ExprId value : values) {
    WARPLOOM_CHECK(CanFormat(type_of(value)), "printf has no place for " + ToText(type_of(value)));
  }
  Append(lang::Print{text, Exprs(values), true});
}

void Builder::Assert(ExprId condition, TextId message) {
  WARPLOOM_CHECK(CanBeCondition(type_of(condition)), "assert needs a condition");
  Append(lang::Assert{condition, message});
}

void Builder::Pass() { Append(lang::Pass{}); }
void Builder::Comment(std::string text) { Append(lang::Comment{AddText(std::move(text))}); }
void Builder::BlankLine() { Append(lang::BlankLine{}); }

void Builder::OpenBlock() {
  if (spare_blocks_.empty()) {
    blocks_.emplace_back();
    return;
  }
  blocks_.push_back(std::move(spare_blocks_.back()));
  spare_blocks_.pop_back();
}

StmtList Builder::CloseBlock() {
  WARPLOOM_CHECK(!blocks_.empty(), "no block is open");
  std::vector<StmtId> block = std::move(blocks_.back());
  blocks_.pop_back();
  const auto begin = static_cast<uint32_t>(module_.stmt_pool.size());
  module_.stmt_pool.insert(module_.stmt_pool.end(), block.begin(), block.end());
  const StmtList list = {begin, static_cast<uint32_t>(block.size())};
  block.clear();
  spare_blocks_.push_back(std::move(block));
  return list;
}

}  // namespace warploom::lang
