<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="vi_VN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Giới thiệu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DTI Desktop {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tự đánh giá chuyển đổi số cấp tỉnh ngay trên máy này: không cần mạng, không gửi dữ liệu đi đâu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phần mềm nguồn mở, giấy phép {licence}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thành phần của bên thứ ba và giấy phép</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thành phần</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nội dung giấy phép</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Có</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Arithmetic</name>
    <message>
        <source>Có ô chưa đọc được; điểm đang tính theo số hợp lệ nhập gần nhất.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoiceInput</name>
    <message>
        <source>Bỏ chọn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chọn một mức</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chọn một mức; có thể bấm phím số</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CitationForm</name>
    <message>
        <source>Trích dẫn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Về danh sách minh chứng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số, ký hiệu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngày ban hành</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cơ quan ban hành</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trích yếu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trang dẫn chứng cho chỉ số này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>749/QĐ-UBND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UBND tỉnh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tài liệu tiếp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cũng là minh chứng của {codes}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashGuard</name>
    <message>
        <source>Có lỗi</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>ngày/tháng/năm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chọn ngày trên lịch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa phải là một ngày. Ví dụ: 03/06/2022</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Derivation</name>
    <message>
        <source>Thu thập, không chấm điểm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa trả lời: chưa có điểm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/ {points} điểm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{points} điểm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không phát sinh trường hợp nào (0 / 0): được tính đủ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}, vượt mục tiêu {target}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} trên {per} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reached} mục tiêu {target}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vượt mục tiêu {target}, tính tối đa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{gate}” được 0 điểm, nên các phần còn lại chưa xét.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cần trả lời “{gate}” trước thì mới tính điểm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sum}; có phần chưa hợp lệ, tính 0 điểm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sum}; còn phần chưa trả lời đủ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{a} ({first}) không thể lớn hơn {b} ({second}). Hãy kiểm tra lại hai số.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{b} đang bằng 0 nên chưa tính được. Hãy kiểm tra lại số này.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Còn thiếu {label}. Chưa tính điểm.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DocumentChooser</name>
    <message>
        <source>Dùng lại tài liệu đã có</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tìm theo số, trích yếu, cơ quan, tên tệp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tìm tài liệu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tài liệu của hồ sơ này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không có tài liệu nào như vậy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dùng tài liệu này</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DocumentPreview</name>
    <message>
        <source>Trang trước</source>
        <extracomment>Larger than any screen; a scan of hundreds of megapixels is drawn smaller.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trang sau</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xem lớn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mở bằng chương trình khác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xem trước · trang {page} / {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xem trước</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ có trích dẫn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không có tệp kèm theo để xem trước.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} · tệp có mật khẩu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} · không xem trước được tệp này</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DocumentWindow</name>
    <message>
        <source>Phóng to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thu nhỏ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vừa chiều rộng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trang {page} / {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Kéo tệp vào đây hoặc chọn tệp</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>trang {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tài liệu chưa ghi số, ký hiệu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvidenceCard</name>
    <message>
        <source>Mở</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sửa trích dẫn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gỡ khỏi chỉ số này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Việc với tài liệu này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa ghi trích dẫn</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvidenceIntake</name>
    <message>
        <source>còn {room} cho bộ hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chọn tệp minh chứng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang chép {count} tệp vào {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa chép tệp nào:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chép {count} tệp còn lại</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Đã dừng. Chưa chép tệp nào.</source>
        <extracomment>A citation without a file becomes a document this long after the last key.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thêm minh chứng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chọn tệp…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ trích dẫn, không có tệp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dùng lại tài liệu đã có…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minh chứng thường dùng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã gỡ {title} khỏi {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loại tệp này có thể chạy như chương trình nên không mở từ đây.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã thêm {count} tệp vào {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy này chưa có chương trình mở loại tệp đó.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FigureRow</name>
    <message>
        <source>Dùng cho</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa chỉ số nào dùng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>và {count} chỉ số khác</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>DTI Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tự đánh giá chuyển đổi số cấp tỉnh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Về danh sách hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DTI {year} · Hồ sơ mẫu · số liệu minh họa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DTI {year} · Bản nháp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{province}, {kind}. Về danh sách hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trên {scale} điểm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>giá trị DTI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>đã trả lời</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hạng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa có kết quả công bố của năm nào để so sánh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hạng năm {year}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nếu nộp như hiện nay, tỉnh đứng thứ {rank} trên {of} theo kết quả công bố năm {year}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trong vùng {region}: thứ {rank} trên {of}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa rõ hạng: năm {year} chưa có giá trị công bố của {count} tỉnh ({names}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giao diện sáng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giao diện tối</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Làm lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tìm chỉ số</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chuyển sang tiếng Anh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trình đơn</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndicatorHead</name>
    <message>
        <source>Đã đối chiếu với văn bản gốc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa đối chiếu với văn bản gốc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số liệu Bộ đo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số liệu Bộ đo: số của tỉnh là ước tính</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số liệu này do Bộ tự đo và công bố. Con số tỉnh nhập ở đây chỉ để ước tính điểm; kết quả cuối cùng có thể khác.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lời văn, điểm và cách chấm đã được đối chiếu với {decision}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nội dung đo lường có trong nguồn nói về DTI, nhưng lời văn, điểm và ngưỡng ở đây là suy luận. Hãy đối chiếu với {decision} mà đơn vị đang giữ; văn bản gốc có thể khác.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ số này được ghi lại theo trí nhớ, chưa có nguồn. Lời văn, điểm và ngưỡng trong {decision} có thể khác. Hãy đối chiếu trước khi dùng để nộp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bản tiếng Anh là cách diễn đạt riêng của chương trình.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndicatorPage</name>
    <message>
        <source>Đã rà soát</source>
        <extracomment>Below this width of the window the evidence becomes a tab. The right column: as wide as in the office, wider where there is room for a larger preview.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl + Enter: câu chưa trả lời tiếp theo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ số sau, phím Alt + mũi tên phải</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ số trước, phím Alt + mũi tên trái</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tất cả các chỉ số đã được trả lời.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndicatorSearch</name>
    <message>
        <source>Tìm chỉ số, ví dụ “dinh danh”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndicatorTabs</name>
    <message>
        <source>Cách chấm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giải trình</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Năm trước</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nhật ký</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi chú riêng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ để nội bộ: không in, không xuất theo hồ sơ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ai cung cấp số liệu, còn chờ gì…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minh chứng thường dùng: {evidence}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vì sao chưa có minh chứng, số liệu lấy từ đâu…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cần giải trình vì chưa có minh chứng; hoặc thêm minh chứng ở bên.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cần giải trình vì câu trả lời chưa đủ; hoặc nhập cho đủ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In trong báo cáo và đi cùng hồ sơ nộp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa có thay đổi nào được ghi.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chưa trả lời</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ {year}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ số chính {index}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}, hạng {rank}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Công bố {year}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa có số liệu của các năm trước cho chỉ số này.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InfoInput</name>
    <message>
        <source>Có</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>Trả lời</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giải trình</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi chú riêng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đánh dấu đã rà soát</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bỏ dấu đã rà soát</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hoàn tác. {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Làm lại. {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trống</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>viết mới</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>xóa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sửa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thêm minh chứng {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gỡ minh chứng {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minh chứng {title}: trang {pages}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>DTI Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa lưu được</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thay đổi gần nhất chưa lưu được vào máy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giữ cửa sổ mở để thử lưu lại. Nếu đóng ngay, chỉ những thay đổi chưa lưu này bị mất.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giữ mở và thử lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đóng, bỏ thay đổi chưa lưu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewAssessmentDialog</name>
    <message>
        <source>Bộ chỉ số: {title} ({decision}), ban hành cho các năm {years}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tạo hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mở hồ sơ này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã có hồ sơ {province} năm {year} trên máy này.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bộ chỉ số này không ban hành cho năm {year}. Vẫn tạo được hồ sơ; điều này được ghi chú trong hồ sơ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tạo hồ sơ mới</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tỉnh, thành phố</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không có tỉnh, thành phố nào khớp. Thử gõ ít chữ hơn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Năm đánh giá</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bộ chỉ số</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Đóng</source>
        <extracomment>How long a passing message stays. Ten seconds are enough to read it and to reach for undo.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>Được đọc là {number}, số nguyên.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Được đọc là {number}, số thập phân.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa phải là một số. Ví dụ: {example}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số không được âm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số quá lớn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quá nhiều chữ số thập phân.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberRow</name>
    <message>
        <source>Hồ sơ tỉnh chưa có số này.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nhập vào Hồ sơ tỉnh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lấy từ Hồ sơ tỉnh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ dùng ở đây.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lưu vào Hồ sơ tỉnh để dùng chung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bằng số của Hồ sơ tỉnh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bỏ số nhập riêng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ tỉnh là {figure} (chênh {difference}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dùng số của Hồ sơ tỉnh</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpeningView</name>
    <message>
        <source>Đang lưu…</source>
        <extracomment>A store opens in a few milliseconds; only where it does not is anything said.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang mở kho dữ liệu…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mở thư mục dữ liệu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã lỗi: {code}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PartSection</name>
    <message>
        <source>Chưa xét vì “{gate}” được 0 điểm. Câu trả lời đã nhập vẫn được giữ.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfilePage</name>
    <message>
        <source>Còn thiếu {count} số liệu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã đủ số liệu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ tỉnh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nhập một lần các số liệu chung của tỉnh trong năm đánh giá; mọi chỉ số dùng đến đều lấy từ đây. Số nào chưa có thì để trống, nhập sau cũng được.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Đang dừng…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProvinceSearch</name>
    <message>
        <source>Tìm tỉnh, thành phố; không cần gõ dấu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tìm tỉnh, thành phố</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rule</name>
    <message>
        <source>Chỉ thu thập thông tin, không chấm điểm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Điểm theo mức được chọn. {levels}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tỷ lệ = “{a}” / “{b}”. Tỷ lệ càng thấp càng tốt: điểm = (100 % − tỷ lệ) × {points}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tỷ lệ = “{a}” / “{b}”. Điểm = tỷ lệ × {points}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tỷ lệ = “{a}” / “{b}”. Từ {target} trở lên được tối đa {points}; thấp hơn thì tính theo tỷ lệ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không phát sinh trường hợp nào (cả hai số bằng 0) thì được điểm tối đa.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tính “{a}” trên {per} {unit}. Từ {target} trở lên được tối đa {points}; thấp hơn thì tính theo tỷ lệ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Từ {target} {unit} trở lên được tối đa {points}; ít hơn thì tính theo tỷ lệ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cộng điểm của {count} phần.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nếu “{gate}” được 0 điểm thì cả chỉ số được 0 điểm.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaveState</name>
    <message>
        <source>Đang lưu…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa lưu được</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mọi thay đổi được lưu ngay trên máy này, không cần nút Lưu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã lưu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã lưu {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Tìm chỉ số</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xóa nội dung tìm</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Cài đặt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngôn ngữ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giao diện</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dung lượng minh chứng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thư mục dữ liệu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theo hệ thống</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sáng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tối</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tổng dung lượng tối đa của các tệp minh chứng trong một hồ sơ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mở thư mục</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mọi dữ liệu nằm trong thư mục này, trên máy này. Không đặt thư mục ở nơi đồng bộ hay ổ mạng.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Đi đến</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tổng quan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Việc còn lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ tỉnh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xếp hạng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nộp hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tìm chỉ số</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tạo hồ sơ mới</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trả lời</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ số trước</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ số sau</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ số chưa trả lời tiếp theo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ô nhập tiếp theo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chọn mức theo thứ tự</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thay đổi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Làm lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bảng phím tắt này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phím tắt</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Chỉ số chính</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ hiện chỉ số còn việc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tổng quan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Việc còn lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ tỉnh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xếp hạng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nộp hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Các trang</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ số chính và chỉ số thành phần</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kết quả tìm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không còn việc nào: mọi chỉ số đã trả lời và không cần giải trình.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không tìm thấy chỉ số nào. Thử từ khác, hoặc mã như 4.1; không cần gõ dấu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>không chấm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} việc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>đã nhập {given} trên {wanted} số liệu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} việc chặn</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>{filled}/{total} chỉ số</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{province} · DTI {year}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ mẫu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sửa lần cuối {moment}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thư mục dữ liệu nằm trên ổ mạng. Mất mạng giữa chừng có thể làm hỏng dữ liệu; hãy chuyển về ổ đĩa của máy này.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thư mục dữ liệu nằm trong thư mục đồng bộ. Chương trình đồng bộ có thể ghi đè dữ liệu; hãy chuyển ra ngoài thư mục đó.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tự đánh giá chuyển đổi số cấp tỉnh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chương trình giúp tỉnh tự chấm điểm DTI: trả lời từng chỉ số, đính kèm minh chứng, thấy ngay điểm và hạng dự kiến. Kết quả là một báo cáo để trình và một tệp hồ sơ đã ký; mọi dữ liệu ở lại trên máy này.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1. Chọn tỉnh và năm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nhập số liệu chung của tỉnh một lần, dùng cho mọi chỉ số.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2. Trả lời và minh chứng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mỗi chỉ số một trang; lưu ngay khi gõ, không cần nút Lưu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3. Trình, ký và nộp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In bản dự thảo để trình, rồi xuất một tệp hồ sơ đã ký.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tạo hồ sơ mới</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xem hồ sơ mẫu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ tự đánh giá</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mở hồ sơ mẫu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kiểm tra tệp hồ sơ đã ký…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Khôi phục từ bản sao lưu…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateGlyph</name>
    <message>
        <source>Đã xong</source>
        <extracomment>Shape and colour name of each state. Every state has a shape of its own.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Còn thiếu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa trả lời</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cần giải trình</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chặn nộp hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không chấm điểm</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Tất cả hồ sơ</source>
        <extracomment>Below this width of the window the side bar is narrower and pages put their right column away.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sao lưu…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kiểm tra tệp hồ sơ…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cài đặt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phím tắt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giới thiệu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã hoàn tác ở {code}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã hoàn tác.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Làm lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã làm lại ở {code}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã làm lại.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
