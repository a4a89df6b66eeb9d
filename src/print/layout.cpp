#include "print/layout.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace warploom::print {
namespace {

using Element = Document::Element;
using ElementKind = Element::Kind;

// Renders a document from its first element to its last. If `parenthesized`, its value is put into
// parentheses.
class Renderer {
 public:
  Renderer(std::string& out, const Document& document, int limit, int indent, bool parenthesized)
      : out_(out),
        text_(document.text()),
        elements_(document.elements()),
        limit_(static_cast<size_t>(limit)),
        parenthesized_(parenthesized) {
    frames_.push_back({indent, true});
    line_begin_ = out_.size();
    out_.append(static_cast<size_t>(indent), ' ');
  }

  void Render() {
    for (size_t i = 0; i < elements_.size(); ++i) {
      CopyTo(elements_[i].offset);
      Step(i);
    }
    CopyTo(text_.size());
  }

 private:
  // The state of an open element, which applies to the breaks inside it.
  struct Frame {
    int indent;
    bool is_broken;
  };

  void CopyTo(size_t offset) {
    out_.append(text_, at_, offset - at_);
    at_ = offset;
  }

  void Newline(int indent) {
    out_ += '\n';
    line_begin_ = out_.size();
    out_.append(static_cast<size_t>(indent), ' ');
  }

  void Step(size_t index) {
    const Element& element = elements_[index];
    const Frame frame = frames_.back();
    switch (element.kind) {
      case ElementKind::kGroup:
        frames_.push_back({frame.indent, frame.is_broken && !Fits(index)});
        return;
      case ElementKind::kIndent:
        frames_.push_back({frame.indent + kIndentWidth, frame.is_broken});
        return;
      case ElementKind::kEndGroup:
      case ElementKind::kEndIndent:
        frames_.pop_back();
        return;
      case ElementKind::kSoftBreak:
        if (IsNewline(element, frame)) {
          Newline(frame.indent);
        }
        return;
      case ElementKind::kSpaceBreak:
        if (IsNewline(element, frame)) {
          Newline(frame.indent);
          ++at_;  // The space.
        }
        return;
      case ElementKind::kCommaIfBroken:
        out_ += frame.is_broken ? "," : "";
        return;
      case ElementKind::kValue:
        BeginValue(element);
        return;
      case ElementKind::kEndValue:
        EndValue();
        return;
    }
  }

  void BeginValue(const Element& element) {
    is_tuple_ = element.is_tuple;
    const int indent = frames_.back().indent;
    if (!parenthesized_) {
      frames_.push_back({indent, true});
      return;
    }
    out_ += '(';
    frames_.push_back({indent + kIndentWidth, true});
    Newline(indent + kIndentWidth);
  }

  void EndValue() {
    frames_.pop_back();
    if (parenthesized_) {
      out_ += is_tuple_ ? "," : "";
      Newline(frames_.back().indent);
      out_ += ')';
    }
  }

  bool IsNewline(const Element& element, Frame frame) const {
    return frame.is_broken && (parenthesized_ || !element.is_outer);
  }

  // Whether the group fits on this line together with the text after it, up to the next possible
  // break.
  bool Fits(size_t group) const {
    const size_t end = elements_[group].end;
    const size_t column = out_.size() - line_begin_;
    return column + (elements_[end].offset - at_) + WidthToNewline(end) <= limit_;
  }

  // The width of the text between the end of a group and the next possible newline. A later group
  // can be broken if the group around it is.
  size_t WidthToNewline(size_t end) const {
    size_t width = 0;
    size_t level = frames_.size() - 1;
    size_t known = level;  // The innermost frame around this element that is decided.
    for (size_t i = end + 1; i < elements_.size(); ++i) {
      const Element& element = elements_[i];
      width += element.offset - elements_[i - 1].offset;
      switch (element.kind) {
        case ElementKind::kGroup:
        case ElementKind::kIndent:
        case ElementKind::kValue:
          ++level;
          break;
        case ElementKind::kEndValue:
          if (parenthesized_) {
            return width + (is_tuple_ ? 1 : 0);
          }
          [[fallthrough]];
        case ElementKind::kEndGroup:
        case ElementKind::kEndIndent:
          --level;
          known = std::min(known, level);
          break;
        case ElementKind::kSoftBreak:
        case ElementKind::kSpaceBreak:
          if (IsNewline(element, frames_[known])) {
            return width;
          }
          break;
        case ElementKind::kCommaIfBroken:
          width += frames_[known].is_broken ? 1 : 0;
          break;
      }
    }
    return width + text_.size() - elements_.back().offset;
  }

  std::string& out_;
  std::string_view text_;
  const std::vector<Element>& elements_;
  size_t limit_;
  bool parenthesized_;
  bool is_tuple_ = false;
  std::vector<Frame> frames_;
  size_t at_ = 0;          // The length of the text that has been rendered.
  size_t line_begin_ = 0;  // The start of the last line in `out_`.
};

// The properties of a value that decide whether it gets parentheses.
struct ValueSummary {
  bool has_bracket = false;
  bool has_bracket_at_an_end = false;
  int operators = 0;  // Those of the lowest precedence outside brackets.
};

ValueSummary SummaryOf(const Document& document, const Element& value) {
  const std::vector<Element>& elements = document.elements();
  const std::string_view text(document.text());
  const size_t begin = value.offset;
  const size_t end = elements[value.end].offset;
  ValueSummary summary;
  int least = 0;
  for (const Element& element : elements) {
    if (element.offset < begin || element.offset > end) {
      continue;
    }
    if (element.kind == ElementKind::kGroup && element.is_bracket) {
      const bool is_round = text[element.offset] == '(';
      const bool is_at_an_end = element.offset == begin || elements[element.end].offset == end;
      summary.has_bracket = true;
      summary.has_bracket_at_an_end = summary.has_bracket_at_an_end || (is_round && is_at_an_end);
    }
    if (element.is_outer && element.precedence > 0) {
      summary.operators = element.precedence == least ? summary.operators + 1 : summary.operators;
      if (least == 0 || element.precedence < least) {
        least = element.precedence;
        summary.operators = 1;
      }
    }
  }
  return summary;
}

const Element* ValueOf(const Document& document) {
  const auto& elements = document.elements();
  const auto value = std::ranges::find(elements, ElementKind::kValue, &Element::kind);
  return value == elements.end() ? nullptr : &*value;
}

}  // namespace

void AppendLayout(std::string& out, const Document& document, int limit, int indent) {
  const size_t begin = out.size();
  const auto render = [&](bool parenthesized) {
    out.resize(begin);
    Renderer(out, document, limit, indent, parenthesized).Render();
  };
  const Element* value = ValueOf(document);
  if (value == nullptr) {
    render(false);
    return;
  }
  if (value->is_whole) {
    render(true);
    return;
  }
  const ValueSummary summary = SummaryOf(document, *value);
  // Existing brackets are broken rather than adding parentheses for a single operator.
  if (summary.operators == 0 ? summary.has_bracket
                             : summary.operators == 1 && summary.has_bracket_at_an_end) {
    render(false);
    if (std::min(out.find('\n', begin), out.size()) - begin <= static_cast<size_t>(limit)) {
      return;
    }
  }
  // Parentheses only help if the line up to the opening one is shorter than before.
  const bool has_room = indent + static_cast<int>(value->offset) < limit;
  render(summary.operators > 0 || has_room);
}

}  // namespace warploom::print
