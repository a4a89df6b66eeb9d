#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace warploom::print {

// How the items of a bracket are laid out once the bracket does not fit on its line.
enum class Items : uint8_t {
  kTogether,  // All on one line if they fit there, else one a line: arguments, subscripts.
  kEach,      // One a line: tuples, lists and dicts, and the only parameter of a function.
};

// Whether the last item gets a comma when the items stand on lines of their own.
enum class TrailingComma : uint8_t { kNever, kIfBroken };

// One logical line of Python: its text on a single line and, if it is recorded, the structure that
// tells where that line may be broken. The structure is a document in the sense of Wadler's "A
// prettier printer", stored in preorder: an element stands at an offset of the text, and the
// elements between a begin and its end are its children. AppendLayout renders it.
//
// Most lines fit as they are, so a line is first written without recording, which costs little more
// than appending to a string.
class Document {
 public:
  struct Element {
    enum class Kind : uint8_t {
      kGroup,  // Rendered on one line if it fits, else with its own breaks as newlines.
      kEndGroup,
      kIndent,  // Newlines inside are indented by one more level.
      kEndIndent,
      kSoftBreak,      // A newline or nothing.
      kSpaceBreak,     // A newline or the space that is in the text.
      kCommaIfBroken,  // A comma or nothing.
      kValue,          // May get parentheses of its own; its outer breaks only count inside these.
      kEndValue,
    };
    Kind kind;
    bool is_bracket = false;  // Of kGroup.
    bool is_tuple = false;    // Of kValue: several values, which parentheses make a tuple.
    bool is_outer = false;    // Stands outside of all brackets.
    uint8_t precedence = 0;   // Of the break before an operator.
    uint32_t offset = 0;      // In the text.
    uint32_t end = 0;         // Of kGroup and kValue: the index of the element that ends it.
  };

  // Forgets the line; the next one is recorded or not.
  void Start(bool records);

  template <typename... Parts>
  void Append(const Parts&... parts) {
    (text_.append(std::string_view(parts)), ...);
  }
  // For what appends to a string by itself.
  std::string& text() { return text_; }
  const std::string& text() const { return text_; }
  const std::vector<Element>& elements() const { return elements_; }

  // A bracket with its items, which Comma() separates. One without items is never broken.
  void OpenBracket(char bracket, Items items = Items::kTogether);
  void CloseBracket(char bracket, TrailingComma comma = TrailingComma::kIfBroken);
  // A comma and a space; the line may be broken between the two.
  void Comma();

  // A chain of operators of one precedence, as in a + b - c. If it does not fit on a line, each
  // operator begins a line.
  void BeginChain();
  void Operator(std::string_view spelling, int precedence);
  void EndChain();

  // The value of an assignment, a condition, or what is returned.
  void BeginValue(bool is_tuple = false);
  void EndValue();

  // What `write` appends is not broken.
  template <typename Write>
  void Unbroken(Write&& write) {
    const bool records = std::exchange(records_, false);
    write();
    records_ = records;
  }

 private:
  void Add(Element::Kind kind);
  void Begin(Element element);
  void End(Element::Kind kind);

  std::string text_;
  std::vector<Element> elements_;
  std::vector<uint32_t> open_;  // The groups and values that have no end yet.
  int depth_ = 0;               // How many brackets are open.
  bool records_ = false;
};

}  // namespace warploom::print
