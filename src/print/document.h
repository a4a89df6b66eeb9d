#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace warploom::print {

// The layout of the items of a bracket that does not fit on its line.
enum class Items : uint8_t {
  kTogether,  // All on one line if they fit, else one per line: arguments, subscripts.
  kEach,      // One per line: tuples, lists and dicts, and the only parameter of a function.
};

// Whether the last item gets a comma if the items are on lines of their own.
enum class TrailingComma : uint8_t { kNever, kIfBroken };

// One logical line of Python: its text on a single line and, if it is recorded, the structure that
// determines where the line can be broken. The structure is a document in the sense of Wadler's "A
// prettier printer", stored in preorder: an element is at an offset in the text, and the elements
// between a begin and its end are its children. AppendLayout renders it.
//
// Most lines fit, so a line is first written without recording, which costs little more than
// appending to a string.
class Document {
 public:
  struct Element {
    enum class Kind : uint8_t {
      kGroup,  // Rendered on one line if it fits, else with its direct breaks as newlines.
      kEndGroup,
      kIndent,  // Newlines inside are indented by one more level.
      kEndIndent,
      kSoftBreak,      // A newline or nothing.
      kSpaceBreak,     // A newline or the space in the text.
      kCommaIfBroken,  // A comma or nothing.
      kValue,          // Can get parentheses; its outer breaks are only used inside these.
      kEndValue,
    };
    Kind kind;
    bool is_bracket = false;  // For kGroup.
    bool is_tuple = false;    // For kValue: several values, which are a tuple in parentheses.
    bool is_outer = false;    // Outside all brackets.
    bool is_whole = false;    // For kValue: it is broken only in parentheses of its own.
    uint8_t precedence = 0;   // For the break before an operator.
    uint32_t offset = 0;      // In the text.
    uint32_t end = 0;         // For kGroup and kValue: the index of the element that ends it.
  };

  // Starts a new line. `records` decides whether its structure is recorded.
  void Start(bool records);

  template <typename... Parts>
  void Append(const Parts&... parts) {
    (text_.append(std::string_view(parts)), ...);
  }
  // For functions that append to a string.
  std::string& text() { return text_; }
  const std::string& text() const { return text_; }
  const std::vector<Element>& elements() const { return elements_; }

  // A bracket with items that Comma() separates. An empty bracket is never broken.
  void OpenBracket(char bracket, Items items = Items::kTogether);
  void CloseBracket(char bracket, TrailingComma comma = TrailingComma::kIfBroken);
  // A comma and a space; the line may be broken between the two.
  void Comma();

  // A chain of operators of the same precedence, as in a + b - c. If it does not fit on a line,
  // each operator starts a new line.
  void BeginChain();
  void Operator(std::string_view spelling, int precedence);
  void EndChain();

  // The value of an assignment or return, or a condition.
  void BeginValue(bool is_tuple = false, bool is_whole = false);
  void EndValue();

  // Writes text that is never broken.
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
  std::vector<uint32_t> open_;  // The groups and values that have not ended yet.
  int depth_ = 0;               // The number of open brackets.
  bool records_ = false;
};

}  // namespace warploom::print
