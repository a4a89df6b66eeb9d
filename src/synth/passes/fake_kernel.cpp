#include "synth/passes/fake_kernel.h"

#include <string>
#include <variant>

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The file names many node kinds.

class CodeText {
 public:
  explicit CodeText(const Module& module) : module_(module) {}

  std::string Run() && {
    for (const Function& function : module_.functions) {
      text_ += "def " + function.name + "(";
      std::string separator;
      for (const VarId param : module_[function.params]) {
        text_ += separator + module_[param].name;
        separator = ", ";
      }
      text_ += "):\n";
      Block(function.body, 1);
    }
    return std::move(text_);
  }

 private:
  void Block(StmtList list, size_t depth) {
    for (const StmtId id : module_[list]) {
      text_ += std::string(2 * depth, ' ');
      std::visit([&](const auto& node) { Write(node, depth); }, module_[id].node);
    }
  }

  void Line(const std::string& line) { text_ += line + "\n"; }

  void Write(const Assign& s, size_t) { Line(module_[s.target].name + " = " + Text(s.value)); }
  void Write(const Store& s, size_t) { Line(Text(s.target) + " = " + Text(s.value)); }
  void Write(const Augment& s, size_t) {
    Line(Text(s.target) + " " + std::string(Info(s.op).spelling) + "= " + Text(s.value));
  }
  void Write(const Evaluate& s, size_t) { Line(Text(s.value)); }
  void Write(const Return& s, size_t) {
    Line(s.values.count == 0 ? "return" : "return " + List(s.values));
  }
  void Write(const Break&, size_t) { Line("break"); }
  void Write(const Pass&, size_t) { Line("pass"); }
  void Write(const Comment& s, size_t) { Line("# " + module_[s.text]); }
  void Write(const BlankLine&, size_t) { Line("(blank)"); }
  void Write(const If& s, size_t depth) {
    Line("if " + Text(s.condition) + ":");
    Block(s.then, depth + 1);
    if (s.otherwise.count > 0) {
      text_ += std::string(2 * depth, ' ') + "else:\n";
      Block(s.otherwise, depth + 1);
    }
  }
  void Write(const ForRange& s, size_t depth) {
    Line("for " + module_[s.variable].name + " in range(" + Text(s.stop) + "):");
    Block(s.body, depth + 1);
  }
  void Write(const While& s, size_t depth) {
    Line("while " + Text(s.condition) + ":");
    Block(s.body, depth + 1);
  }
  template <typename Other>
  void Write(const Other&, size_t) {
    Line("(another statement)");
  }

  std::string List(ExprList list) const {
    std::string text;
    for (const ExprId id : module_[list]) {
      text += (text.empty() ? "" : ", ") + Text(id);
    }
    return text;
  }

  std::string Text(ExprId id) const {
    return std::visit([&](const auto& node) { return TextOf(node, module_[id].type); },
                      module_[id].node);
  }

  static std::string TextOf(const Literal& e, Type type) {
    std::string text = type.is_float() ? std::to_string(e.real) : std::to_string(e.integer);
    if (type.is_float()) {  // 2.000000 as 2.0
      text.erase(text.find_last_not_of('0') + 1);
      text += text.ends_with('.') ? "0" : "";
    }
    return text;
  }
  std::string TextOf(const VarRef& e, Type) const { return module_[e.var].name; }
  std::string TextOf(const ConstRef& e, Type) const { return module_[e.constant].name; }
  std::string TextOf(const Member& e, Type) const {
    return module_.classes[e.owner].name + "." + module_[e].name;
  }
  std::string TextOf(const Unary& e, Type) const {
    return std::string(Info(e.op).spelling) + Text(e.operand);
  }
  std::string TextOf(const Binary& e, Type) const {
    return Text(e.left) + " " + std::string(Info(e.op).spelling) + " " + Text(e.right);
  }
  std::string TextOf(const Compare& e, Type) const {
    return Text(module_[e.operands][0]) + " " + std::string(Info(e.ops[0]).spelling) + " " +
           Text(module_[e.operands][1]);
  }
  std::string TextOf(const BuiltinCall& e, Type) const {
    const BuiltinTable& table = PinnedBuiltins();
    return std::string(table.name(table.call(e.call).name)) + "(" + List(e.args) + ")";
  }
  std::string TextOf(const UserCall& e, Type) const {
    return module_[e.function].name + "(" + List(e.args) + ")";
  }
  std::string TextOf(const Subscript& e, Type) const {
    return Text(e.base) + "[" + List(e.indices) + "]";
  }
  template <typename Other>
  std::string TextOf(const Other&, Type) const {
    return "(another expression)";
  }

  const Module& module_;
  std::string text_;
};

}  // namespace

std::string CodeOf(const Module& module) { return CodeText(module).Run(); }

}  // namespace warploom::synth::passes
