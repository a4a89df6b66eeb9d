#include "print/expr_printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "base/check.h"
#include "lang/object_fields.h"
#include "lang/rules.h"
#include "print/type_printer.h"

namespace warploom::print {
namespace {

using namespace lang;  // The printer names every node of the language.

char ToUpper(char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c); }

class ExprPrinter {
 public:
  ExprPrinter(std::string& out, const Module& module, const BuiltinTable& builtins)
      : out_(out), module_(module), builtins_(builtins) {}

  void Print(ExprId id, int wanted) {
    const Expr& expr = module_[id];
    const int own = std::visit([&](const auto& e) { return Precedence(e, expr.type); }, expr.node);
    if (own < wanted) {
      out_ += '(';
    }
    std::visit([&](const auto& e) { Visit(e, expr.type); }, expr.node);
    if (own < wanted) {
      out_ += ')';
    }
  }

 private:
  static int Precedence(const Literal& e, Type type) {
    const bool plain = type == kInt || type == kFloat;
    return plain && (e.integer < 0 || e.real < 0.0) ? Info(UnaryOp::kNeg).precedence
                                                    : kAtomPrecedence;
  }
  static int Precedence(const Unary& e, Type) { return Info(e.op).precedence; }
  static int Precedence(const Binary& e, Type) { return Info(e.op).precedence; }
  static int Precedence(const Compare&, Type) { return kComparePrecedence; }
  static int Precedence(const BoolOp& e, Type) { return e.is_and ? kAndPrecedence : kOrPrecedence; }
  static int Precedence(const Ternary&, Type) { return kTernaryPrecedence; }
  int Precedence(const UserCall& e, Type) const {
    return e.form == UserCall::Form::kOperator ? OperatorOf(e).precedence : kAtomPrecedence;
  }
  // The operator that a helper of the name "add", "mul"... stands for.
  const OperatorInfo& OperatorOf(const UserCall& e) const {
    const std::string& name = module_[e.function].name;
    for (const BinaryOp op : {BinaryOp::kAdd, BinaryOp::kSub, BinaryOp::kMul, BinaryOp::kDiv}) {
      if (Info(op).builtin == name) {
        return Info(op);
      }
    }
    WARPLOOM_CHECK(false, "no operator is called " + name);
  }

  template <typename Other>
  static int Precedence(const Other&, Type) {
    return kAtomPrecedence;
  }

  void PrintList(ExprList list) {
    bool first = true;
    for (const ExprId id : module_[list]) {
      out_ += first ? "" : ", ";
      first = false;
      Print(id, 0);
    }
  }

  void PrintCall(std::string_view prefix, std::string_view name, ExprList args) {
    out_ += prefix;
    out_ += name;
    out_ += '(';
    PrintList(args);
    out_ += ')';
  }

  // (a, b, scale=2.0): name_of tells the parameters' names, is_left_out which are not written.
  template <typename NameOf, typename IsLeftOut>
  void PrintArguments(ExprList args, size_t by_position, NameOf&& name_of,
                      IsLeftOut&& is_left_out) {
    out_ += '(';
    const size_t start = out_.size();
    const auto ids = module_[args];
    for (size_t i = 0; i < ids.size(); ++i) {
      if (is_left_out(i)) {
        continue;
      }
      out_ += out_.size() == start ? "" : ", ";
      if (i >= by_position) {
        out_ += name_of(i);
        out_ += '=';
      }
      Print(ids[i], 0);
    }
    out_ += ')';
  }
  template <typename NameOf>
  void PrintArguments(ExprList args, size_t by_position, NameOf&& name_of) {
    PrintArguments(args, by_position, name_of, [](size_t) { return false; });
  }

  // The name of a builtin's parameter in its signature: "clamp(x: float32, low: float32, ...)".
  static std::string_view ParameterName(std::string_view signature, size_t index) {
    size_t at = signature.find('(') + 1;
    int depth = 0;
    for (size_t end = at; index > 0; ++end) {
      const char c = signature[end];
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        --index;
        at = end + 2;
      }
    }
    return signature.substr(at, signature.find(':', at) - at);
  }

  void Visit(const std::monostate&, Type) {}

  void Visit(const Literal& e, Type type) {
    if (type.is_bool()) {
      out_ += e.integer != 0 ? "True" : "False";
      return;
    }
    const bool plain = type == kInt || type == kFloat;
    if (!plain) {
      AppendType(out_, module_, type);
      out_ += '(';
    }
    if (type.is_float()) {
      AppendReal(out_, e.real);
    } else if (e.hex) {
      const auto bits = static_cast<uint64_t>(e.integer);
      const int digits = bits > 0xffffffffU ? 16 : bits > 0xffffU ? 8 : 1;
      fmt::format_to(std::back_inserter(out_), "0x{:0{}X}", bits, digits);
    } else if (type == kUint64) {
      fmt::format_to(std::back_inserter(out_), "{}", static_cast<uint64_t>(e.integer));
    } else {
      fmt::format_to(std::back_inserter(out_), "{}", e.integer);
    }
    out_ += plain ? "" : ")";
  }

  // What kernels call by Python's own name.
  static bool IsPythonName(std::string_view name) {
    return name == "print" || name == "len" || name == "float" || name == "int" || name == "bool";
  }

  static bool IsBitwise(BinaryOp op) {
    return op == BinaryOp::kBitAnd || op == BinaryOp::kBitOr || op == BinaryOp::kBitXor ||
           op == BinaryOp::kShl || op == BinaryOp::kShr;
  }

  bool IsBits(ExprId id) const {
    const auto* binary = std::get_if<Binary>(&module_[id].node);
    return binary != nullptr && IsBitwise(binary->op);
  }

  // x ^ (x >> 3): people do not trust the precedence of bitwise operators.
  bool MixesBits(BinaryOp op, ExprId operand) const {
    const auto* binary = std::get_if<Binary>(&module_[operand].node);
    return binary != nullptr && binary->op != op && (IsBitwise(op) || IsBitwise(binary->op));
  }

  // Formatters write x**2, but f(x) ** 2.
  bool IsPlain(ExprId id) const {
    const Expr& expr = module_[id];
    if (const auto* field = std::get_if<Field>(&expr.node)) {
      return IsPlain(field->base);
    }
    if (const auto* component = std::get_if<Component>(&expr.node)) {
      return IsPlain(component->base);
    }
    const bool number =
        std::holds_alternative<Literal>(expr.node) && (expr.type == kInt || expr.type == kFloat);
    return number || std::holds_alternative<VarRef>(expr.node) ||
           std::holds_alternative<ConstRef>(expr.node);
  }

  void Visit(const String& e, Type) { AppendText(out_, module_[e.text]); }
  void Visit(const VarRef& e, Type) { out_ += module_[e.var].name; }
  void Visit(const ConstRef& e, Type) { out_ += module_[e.constant].name; }

  void Visit(const NamedNumber& e, Type) {
    const std::string_view name = lang::Info(e.name).name;
    switch (e.source) {
      case NumberSource::kWarp:
        out_ += "wp.";
        break;
      case NumberSource::kWarpUpper:
        out_ += "wp.";
        std::ranges::transform(name, std::back_inserter(out_), ToUpper);
        return;
      case NumberSource::kMath:
        out_ += "math.";
        break;
      case NumberSource::kNumpy:
        out_ += "np.";
        break;
    }
    out_ += name;
  }

  void Visit(const Member& e, Type) {
    const bool is_cast = e.form == Member::Form::kCast;
    out_ += is_cast ? "int(" : "";
    out_ += module_.classes[e.owner].name;
    out_ += '.';
    out_ += module_[e].name;
    out_ += is_cast ? ")" : e.form == Member::Form::kValue ? ".value" : "";
  }

  void Visit(const Static& e, Type) {
    out_ += "wp.static(";
    Print(e.value, 0);
    out_ += ')';
  }

  void Visit(const Tuple& e, Type) {
    out_ += '(';
    PrintList(e.items);
    out_ += e.items.count == 1 ? ",)" : ")";
  }

  void Visit(const Unary& e, Type) {
    out_ += Info(e.op).spelling;
    const bool bits = e.op == UnaryOp::kNot && IsBits(e.operand);
    Print(e.operand, bits ? kAtomPrecedence : Info(e.op).precedence);
  }

  void Visit(const Binary& e, Type) {
    const OperatorInfo& op = Info(e.op);
    const bool right_associative = e.op == BinaryOp::kPow;
    const int left = right_associative ? op.precedence + 1 : op.precedence;
    const int right = right_associative ? op.precedence : op.precedence + 1;
    const bool hugs = right_associative && IsPlain(e.left) && IsPlain(e.right);
    Print(e.left, MixesBits(e.op, e.left) ? kAtomPrecedence : left);
    out_ += hugs ? "" : " ";
    out_ += op.spelling;
    out_ += hugs ? "" : " ";
    Print(e.right, MixesBits(e.op, e.right) ? kAtomPrecedence : right);
  }

  void Visit(const Compare& e, Type) {
    const auto operands = module_[e.operands];
    for (size_t i = 0; i < operands.size(); ++i) {
      if (i > 0) {
        out_ += ' ';
        out_ += Info(e.ops[i - 1]).spelling;
        out_ += ' ';
      }
      Print(operands[i], IsBits(operands[i]) ? kAtomPrecedence : kComparePrecedence + 1);
    }
  }

  void Visit(const BoolOp& e, Type) {
    const int own = e.is_and ? kAndPrecedence : kOrPrecedence;
    bool first = true;
    for (const ExprId id : module_[e.operands]) {
      out_ += first ? "" : e.is_and ? " and " : " or ";
      first = false;
      Print(id, IsBits(id) ? kAtomPrecedence : own + 1);
    }
  }

  void Visit(const Ternary& e, Type) {
    Print(e.then, kTernaryPrecedence + 1);
    out_ += " if ";
    Print(e.condition, kTernaryPrecedence + 1);
    out_ += " else ";
    Print(e.otherwise, kTernaryPrecedence);
  }

  void Visit(const BuiltinCall& e, Type type) {
    const lang::Call& call = builtins_.call(e.call);
    const std::string_view name = builtins_.name(call.name);
    const bool takes_dtype = builtins_.overload(call.overload).takes_dtype;
    if (!takes_dtype || call.result.is_void() || SaysDtype(e)) {
      out_ += IsPythonName(name) ? "" : PrefixOf(SourceOf(module_, builtins_, e));
      out_ += name;
      const std::string_view signature = builtins_.overload(call.overload).signature;
      PrintArguments(e.args, e.by_position, [&](size_t i) { return ParameterName(signature, i); });
      return;
    }
    // wp.identity(n=3, dtype=float): a matrix is told its scalar, a sample its whole type.
    const bool is_identity = name == "identity";
    out_ += "wp.";
    out_ += name;
    out_ += is_identity && module_.style.array_nd_names ? "(n=" : "(";
    PrintList(e.args);
    out_ += ", dtype=";
    // Of the names of float32 a texture only knows Python's (builtins.py: texture_sample).
    if (name == "texture_sample" && type == kFloat) {
      out_ += "float";
    } else {
      AppendType(out_, module_, is_identity ? lang::ScalarType(type.scalar) : type);
    }
    out_ += ')';
  }

  bool SaysDtype(const BuiltinCall& e) const {
    return std::ranges::any_of(module_[e.args], [&](ExprId id) {
      const auto* keyword = std::get_if<Keyword>(&module_[id].node);
      return keyword != nullptr && keyword->name == KeywordName::kDtype;
    });
  }

  // A helper that the kernel's factory got is called by the name that it has there.
  std::string_view NameOf(FuncId function) const {
    const Factory& factory = module_.factory;
    return factory.is_set() && factory.function == function ? factory.function_name
                                                            : module_[function].name;
  }

  void Visit(const Callee& e, Type) {
    out_ += e.builtin.is_valid() ? "wp." : "";
    out_ += e.builtin.is_valid() ? builtins_.name(e.builtin) : NameOf(e.function);
  }

  void Visit(const UserCall& e, Type) {
    if (e.form == UserCall::Form::kOperator) {
      const OperatorInfo& op = OperatorOf(e);
      Print(module_[e.args][0], op.precedence);
      out_ += ' ';
      out_ += op.spelling;
      out_ += ' ';
      Print(module_[e.args][1], op.precedence + 1);
      return;
    }
    const bool is_grad = e.form == UserCall::Form::kGrad;
    out_ += is_grad ? "wp.grad(" : "";
    if (e.callee.is_valid()) {
      Print(e.callee, kAtomPrecedence);
    } else {
      out_ += NameOf(e.function);
    }
    out_ += is_grad ? ")" : "";
    const Function& function = module_[e.function];
    const bool is_instance = function.role == Function::Role::kInstance;
    const auto params = module_[is_instance ? module_[function.of].params : function.params];
    const size_t first_default = params.size() - function.defaults.size();
    PrintArguments(
        e.args, e.by_position, [&](size_t i) { return std::string_view(module_[params[i]].name); },
        [&](size_t i) {
          return i >= first_default && function.defaults[i - first_default] == module_[e.args][i];
        });
  }

  void Visit(const LocalArray& e, Type type) {
    out_ += e.source.is_valid() ? "wp.array(ptr=" : "wp.zeros(";
    if (e.source.is_valid()) {
      Print(e.source, kAtomPrecedence);
      out_ += ".ptr, ";
    }
    out_ += "shape=";
    const bool one = e.shape.count == 1 && !e.source.is_valid();
    out_ += one ? "" : "(";
    PrintList(e.shape);
    out_ += one ? "" : e.shape.count == 1 ? ",)" : ")";
    out_ += ", dtype=";
    AppendType(out_, module_, type.element());
    out_ += ')';
  }

  void Visit(const Adjoint& e, Type) {
    out_ += "wp.adjoint[";
    Print(e.of, 0);
    out_ += ']';
  }

  void Visit(const Construct& e, Type type) {
    if (e.spelling != Construct::Spelling::kName) {
      const bool is_type = e.spelling == Construct::Spelling::kTypeOf;
      out_ += is_type ? "type(" : "";
      Print(e.like, is_type ? 0 : kAtomPrecedence);
      out_ += is_type ? ")" : ".dtype";
      PrintCall("", "", e.args);
      return;
    }
    // Of the names of this type only the short one takes two halves (builtins.py: spatial_vector).
    if (type == lang::kSpatialVec && e.args.count == 2) {
      PrintCall("wp.", "spatial_vector", e.args);
      return;
    }
    AppendType(out_, module_, type);
    if (e.starred > 0) {
      return PrintStarred(module_[e.args], e.starred);
    }
    PrintArguments(e.args, e.by_position, [&](size_t i) {
      return std::string_view(module_.struct_of(type).fields[i].name);
    });
  }

  // (*v, 1.0)
  void PrintStarred(std::span<const ExprId> parts, size_t starred) {
    out_ += "(*";
    Print(std::get<Component>(module_[parts[0]].node).base, 0);
    for (const ExprId part : parts.subspan(starred)) {
      out_ += ", ";
      Print(part, 0);
    }
    out_ += ')';
  }

  void Visit(const Subscript& e, Type) {
    Print(e.base, kAtomPrecedence);
    out_ += '[';
    PrintList(e.indices);
    out_ += ']';
  }

  void Visit(const Slice& e, Type) {
    const auto is_simple = [&](ExprId id) { return !id.is_valid() || IsPlain(id); };
    const bool spaced = !is_simple(e.start) || !is_simple(e.stop) || !is_simple(e.step);
    if (e.start.is_valid()) {
      Print(e.start, 0);
      out_ += spaced ? " " : "";
    }
    out_ += ':';
    if (e.stop.is_valid()) {
      out_ += spaced ? " " : "";
      Print(e.stop, 0);
    }
    if (e.step.is_valid()) {
      out_ += spaced ? " : " : ":";
      Print(e.step, 0);
    }
  }

  void Visit(const Field& e, Type) {
    Print(e.base, kAtomPrecedence);
    out_ += '.';
    out_ += module_.struct_of(module_[e.base].type).fields[e.field].name;
  }

  void Visit(const Component& e, Type) {
    Print(e.base, kAtomPrecedence);
    out_ += '.';
    const Type base = module_[e.base].type;
    if (base.kind == TypeKind::kOpaque) {
      out_ += lang::FieldsOfObject(base)[e.index].name;
    } else {
      out_ += base.is_transform() ? "pq"[e.index] : "xyzw"[e.index];
    }
  }

  void Visit(const Shape& e, Type) {
    Print(e.array, kAtomPrecedence);
    fmt::format_to(std::back_inserter(out_), ".shape[{}]", e.dimension);
  }

  void Visit(const Keyword& e, Type) {
    if (!e.is_bare) {
      out_ += lang::Info(e.name).keyword;
      out_ += '=';
    }
    Print(e.value, 0);
  }

  void Visit(const TypeName&, Type type) { AppendType(out_, module_, type); }

  std::string& out_;
  const Module& module_;
  const BuiltinTable& builtins_;
};

}  // namespace

void AppendReal(std::string& out, double value) {
  const size_t start = out.size();
  fmt::format_to(std::back_inserter(out), "{}", value);
  // People write 1e30, fmt 1e+30.
  if (const size_t plus = out.find("e+", start); plus != std::string::npos) {
    out.erase(plus + 1, 1);
  }
  // Python's floats have a decimal point or an exponent; fmt writes whole numbers without.
  if (out.find_first_of(".en", start) == std::string::npos) {
    out += ".0";
  }
  if (const size_t plus = out.find("e+", start); plus != std::string::npos) {
    out.erase(plus + 1, 1);  // Formatters write 1e30.
  }
}

void AppendText(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    WARPLOOM_CHECK(c != '"' && c != '\\', "Warp does not escape a text for C++ (codegen.py)");
    out += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  out += '"';
}

void AppendExpr(std::string& out, const Module& module, const BuiltinTable& builtins, ExprId id,
                int precedence) {
  ExprPrinter(out, module, builtins).Print(id, precedence);
}

}  // namespace warploom::print
