<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="vi_VN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Giới thiệu</source>
        <translation>About</translation>
    </message>
    <message>
        <source>DTI Desktop {version}</source>
        <translation>DTI Desktop {version}</translation>
    </message>
    <message>
        <source>Tự đánh giá chuyển đổi số cấp tỉnh ngay trên máy này: không cần mạng, không gửi dữ liệu đi đâu.</source>
        <translation>Provincial digital transformation self-assessment on this computer: no network needed, no data sent anywhere.</translation>
    </message>
    <message>
        <source>Phần mềm nguồn mở, giấy phép {licence}.</source>
        <translation>Open-source software, licence {licence}.</translation>
    </message>
    <message>
        <source>Dữ liệu (chế độ mang theo):</source>
        <translation>Data (portable mode):</translation>
    </message>
    <message>
        <source>Dữ liệu:</source>
        <translation>Data:</translation>
    </message>
    <message>
        <source>Thành phần của bên thứ ba và giấy phép</source>
        <translation>Third-party components and licences</translation>
    </message>
    <message>
        <source>Tìm theo tên hoặc giấy phép</source>
        <translation>Find by name or licence</translation>
    </message>
    <message>
        <source>Thành phần</source>
        <translation>Component</translation>
    </message>
    <message>
        <source>Nội dung giấy phép</source>
        <translation>Licence text</translation>
    </message>
    <message>
        <source>Không đọc được giấy phép. Hãy xem tệp NOTICE cạnh chương trình.</source>
        <translation>The licences cannot be read. See the file NOTICE beside the program.</translation>
    </message>
</context>
<context>
    <name>AcceptJournalDialog</name>
    <message>
        <source>Chấp nhận lỗi của nhật ký</source>
        <translation>Accept the faults of the journal</translation>
    </message>
    <message>
        <source>Nhật ký sẽ ghi ai chấp nhận, lúc nào, vì sao, và các giá trị bị đổi từ bên ngoài. Chỗ đứt vẫn hiện trong mọi lần kiểm tra và đi cùng hồ sơ nộp như một ghi chú. Không hoàn tác được.</source>
        <translation>The journal will say who accepted them, when and why, and which values were changed from outside. The broken place still shows in every check and goes with the signed bundle as a note. This cannot be undone.</translation>
    </message>
    <message>
        <source>Đã đối chiếu với văn bản gốc, nguyên nhân là…</source>
        <translation>Compared with the originals; the cause was…</translation>
    </message>
    <message>
        <source>Chấp nhận</source>
        <translation>Accept</translation>
    </message>
</context>
<context>
    <name>AddRowDialog</name>
    <message>
        <source>Hãy ghi tên chỉ số, như trong quyết định.</source>
        <translation>Give the name of the sub-indicator as in the decision.</translation>
    </message>
    <message>
        <source>Thêm chỉ số thành phần</source>
        <translation>Add a sub-indicator</translation>
    </message>
    <message>
        <source>Dòng mới nằm trong bản sửa, có hoàn tác. Điểm của chỉ số chính phải khớp mới hoàn tất được.</source>
        <translation>The new row is part of the draft and can be undone. The points of its main index have to fit before the edition can be made.</translation>
    </message>
    <message>
        <source>Thuộc chỉ số chính</source>
        <translation>Of main index</translation>
    </message>
    <message>
        <source>Mã</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Tên</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Bắt đầu từ</source>
        <translation>Begin with</translation>
    </message>
    <message>
        <source>Cách chấm</source>
        <translation>Scoring</translation>
    </message>
    <message>
        <source>Dòng trống</source>
        <translation>An empty row</translation>
    </message>
    <message>
        <source>Chép dòng {row}</source>
        <translation>A copy of {row}</translation>
    </message>
    <message>
        <source>Thêm</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>AfterCrash</name>
    <message>
        <source>Xem nhật ký</source>
        <translation>Show the journal</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Có</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>Không</source>
        <translation>No</translation>
    </message>
</context>
<context>
    <name>AnswerRow</name>
    <message>
        <source>Có</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>Không</source>
        <translation>No</translation>
    </message>
    <message>
        <source>không tính điểm</source>
        <translation>not scored</translation>
    </message>
</context>
<context>
    <name>Arithmetic</name>
    <message>
        <source>Có ô chưa đọc được; điểm đang tính theo số đã có trước đó.</source>
        <extracomment>The line of steps is looked over, not read like prose: it may be longer than a column of text.</extracomment>
        <translation>A field cannot be read; the points follow the number that stood before.</translation>
    </message>
    <message>
        <source>{out_of}, ước tính</source>
        <translation>{out_of}, estimate</translation>
    </message>
</context>
<context>
    <name>Assessed</name>
    <message>
        <source>Tỉnh, thành phố</source>
        <translation>Province or city</translation>
    </message>
    <message>
        <source>Trung bình cả nước</source>
        <translation>National mean</translation>
    </message>
    <message>
        <source>Trung bình các đơn vị</source>
        <translation>Mean of the units</translation>
    </message>
    <message>
        <source>Cả nước</source>
        <translation>National</translation>
    </message>
    <message>
        <source>Trung bình</source>
        <translation>Mean</translation>
    </message>
    <message>
        <source>{province} · {year}</source>
        <translation>{province} · {year}</translation>
    </message>
    <message>
        <source>{province} · DTI {year}</source>
        <translation>{province} · DTI {year}</translation>
    </message>
</context>
<context>
    <name>AssessedMany</name>
    <message>
        <source>tỉnh</source>
        <translation>provinces</translation>
    </message>
    <message>
        <source>đơn vị</source>
        <translation>units</translation>
    </message>
</context>
<context>
    <name>AssessedOne</name>
    <message>
        <source>tỉnh</source>
        <translation>province</translation>
    </message>
    <message>
        <source>đơn vị</source>
        <translation>unit</translation>
    </message>
</context>
<context>
    <name>AssessmentList</name>
    <message>
        <source>Hồ sơ tự đánh giá</source>
        <translation>Self-assessments</translation>
    </message>
    <message>
        <source>Tạo hồ sơ mới</source>
        <translation>New assessment</translation>
    </message>
</context>
<context>
    <name>BackingLine</name>
    <message>
        <source>{points} điểm chưa có minh chứng: kỳ vọng {expected}.</source>
        <extracomment>What the page says elsewhere, beside the field where it is mended, is not said again.</extracomment>
        <translation>{points} points without evidence: {expected} expected.</translation>
    </message>
    <message>
        <source>Có rủi ro: {reasons}.</source>
        <translation>At risk: {reasons}.</translation>
    </message>
    <message>
        <source>{points} điểm tự chấm: kỳ vọng {expected}.</source>
        <translation>{points} points claimed: {expected} expected.</translation>
    </message>
    <message>
        <source>Thêm minh chứng</source>
        <translation>Add evidence</translation>
    </message>
    <message>
        <source>Xem minh chứng</source>
        <translation>See the evidence</translation>
    </message>
</context>
<context>
    <name>BackupActs</name>
    <message>
        <source>Thư mục sao lưu trên ổ đĩa khác</source>
        <translation>Folder for backups on another disk</translation>
    </message>
    <message>
        <source>Sao lưu toàn bộ dữ liệu</source>
        <translation>Back up all data</translation>
    </message>
    <message>
        <source>Bản sao lưu (*{suffix})</source>
        <translation>Backups (*{suffix})</translation>
    </message>
    <message>
        <source>Đang sao lưu toàn bộ dữ liệu</source>
        <translation>Backing up all data</translation>
    </message>
    <message>
        <source>Đã sao lưu ({size}), nhưng {count} tệp minh chứng bị thiếu hoặc hỏng.</source>
        <translation>Backed up ({size}), but evidence files are missing or damaged: {count}.</translation>
    </message>
    <message>
        <source>Đã sao lưu và kiểm tra lại ({size}).</source>
        <translation>Backed up and verified ({size}).</translation>
    </message>
    <message>
        <source>Khôi phục từ bản sao lưu</source>
        <translation>Restore from a backup</translation>
    </message>
    <message>
        <source>Bản sao lưu ({endings});;Mọi tệp (*)</source>
        <translation>Backups ({endings});;All files (*)</translation>
    </message>
    <message>
        <source>Đã khôi phục. Dữ liệu trước đó được giữ lại trong thư mục dữ liệu.</source>
        <translation>Restored. The earlier data is kept aside in the data folder.</translation>
    </message>
    <message>
        <source>Đã khôi phục. Bản sao lưu vốn thiếu {count} tệp minh chứng.</source>
        <translation>Restored. Evidence files missing from the backup: {count}.</translation>
    </message>
    <message>
        <source>Đã khôi phục. Nhật ký trong bản sao lưu có lỗi: mở trang Nhật ký của hồ sơ để xem.</source>
        <translation>Restored. The journal in the backup has faults: see the Journal page of the assessment.</translation>
    </message>
    <message>
        <source>Đang khôi phục từ bản sao lưu</source>
        <translation>Restoring from the backup</translation>
    </message>
</context>
<context>
    <name>BackupToFileDialog</name>
    <message>
        <source>Chương trình tạo sẵn, dễ chép tay; có thể gõ mật khẩu khác. Mất mật khẩu thì không ai mở được tệp.</source>
        <translation>Made by the program, easy to copy by hand; you may type another. Without the passphrase nobody can open the file.</translation>
    </message>
    <message>
        <source>Sao lưu ra tệp</source>
        <translation>Back up to a file</translation>
    </message>
    <message>
        <source>Mọi hồ sơ và minh chứng trên máy này thành một tệp, được đọc lại và kiểm tra trước khi gọi là bản sao lưu. Nên để tệp trên ổ cứng ngoài hoặc USB.</source>
        <translation>All assessments and evidence on this computer in one file, read back and checked before it counts as a backup. Best kept on an external disk or a USB stick.</translation>
    </message>
    <message>
        <source>Khóa tệp bằng mật khẩu</source>
        <translation>Lock the file with a passphrase</translation>
    </message>
    <message>
        <source>Nên dùng khi tệp rời khỏi cơ quan. Theo chuẩn mở age: có mật khẩu là mở được, kể cả không còn chương trình này.</source>
        <translation>For a file that leaves the office. It uses the open format age: with the passphrase it can be opened even without this program.</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Tạo mật khẩu khác</source>
        <translation>Make another passphrase</translation>
    </message>
    <message>
        <source>Chép vào bộ nhớ tạm</source>
        <translation>Copy to the clipboard</translation>
    </message>
    <message>
        <source>In mật khẩu trên phiếu khôi phục</source>
        <translation>Print the passphrase on the recovery sheet</translation>
    </message>
    <message>
        <source>Sao lưu xong, chương trình đưa ra một phiếu A4 để in và cất vào két. Không in thì phiếu có ô trống để chép tay.</source>
        <translation>When the backup is done you get one A4 sheet to print and lock away. If the passphrase is not printed, there is room to write it by hand.</translation>
    </message>
    <message>
        <source>Tôi đã chép lại mật khẩu này</source>
        <translation>I have written this passphrase down</translation>
    </message>
    <message>
        <source>Chọn nơi lưu…</source>
        <translation>Choose where to save…</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Sao lưu</source>
        <translation>Backups</translation>
    </message>
    <message>
        <source>Chương trình tự sao lưu mỗi ngày, và trước khi nhập số liệu, nâng cấp hay khôi phục. Bản nào cũng được đọc lại và kiểm tra; bản cũ thưa dần theo tuần, theo tháng.</source>
        <translation>The program backs up by itself every day, and before an import, an upgrade or a restore. Every backup is read back and checked; older ones are thinned out to one a week, then one a month.</translation>
    </message>
    <message>
        <source>Các bản tự sao lưu</source>
        <translation>Automatic backups</translation>
    </message>
    <message>
        <source>Chưa có bản nào. Bản đầu tiên được tạo sau khi mở chương trình ít phút.</source>
        <translation>None yet. The first is made a few minutes after the program is opened.</translation>
    </message>
    <message>
        <source>Sao lưu ra tệp…</source>
        <translation>Back up to a file…</translation>
    </message>
    <message>
        <source>Khôi phục bản này…</source>
        <translation>Restore this one…</translation>
    </message>
    <message>
        <source>Khôi phục từ tệp…</source>
        <translation>Restore from a file…</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Chưa có bản sao lưu nào</source>
        <translation>No backup yet</translation>
    </message>
    <message>
        <source>Sao lưu gần nhất: {moment}, đã kiểm tra</source>
        <translation>Last backup: {moment}, checked</translation>
    </message>
    <message>
        <source>Lần tự sao lưu gần đây chưa thành: {reason} {todo} Ngày mai chương trình thử lại.</source>
        <translation>The last automatic backup could not be made: {reason} {todo} The program will try again tomorrow.</translation>
    </message>
    <message>
        <source>Thư mục trên ổ đĩa khác</source>
        <translation>Folder on another disk</translation>
    </message>
    <message>
        <source>Chưa chọn. Bản trên cùng ổ đĩa không cứu được khi máy hỏng hay mất: hãy chọn một thư mục trên ổ cứng ngoài, USB hoặc ổ khác.</source>
        <translation>Not chosen. Backups on the same disk do not help when the computer breaks or is lost: choose a folder on an external disk, a USB stick or another drive.</translation>
    </message>
    <message>
        <source>Ổ đĩa này đang không được cắm; khi có lại, bản trong ngày được chép sang.</source>
        <translation>This disk is not plugged in now; when it is back, the day’s backup is copied to it.</translation>
    </message>
    <message>
        <source>Thư mục này nằm trên cùng ổ đĩa với dữ liệu: không cứu được khi máy hỏng hay mất. Hãy chọn một ổ khác.</source>
        <translation>This folder is on the same disk as the data: it does not help when the computer breaks or is lost. Choose another disk.</translation>
    </message>
    <message>
        <source>Bản trong ngày cũng được chép sang đây, kèm minh chứng.</source>
        <translation>The day’s backup is copied here too, with its evidence.</translation>
    </message>
    <message>
        <source>Chép sang lần cuối: {moment}.</source>
        <translation>Last copied: {moment}.</translation>
    </message>
    <message>
        <source>Chọn thư mục…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>Đổi…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Lúc</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Nơi giữ</source>
        <translation>Kept on</translation>
    </message>
    <message>
        <source>Dung lượng</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Giữ chung cho mọi bản, không chép lại</source>
        <translation>Shared by all backups, not copied again</translation>
    </message>
    <message>
        <source>{count} tệp, {size}</source>
        <translation>files: {count}, {size}</translation>
    </message>
    <message>
        <source>Đã kiểm tra cơ sở dữ liệu và tính lại mã của mọi minh chứng</source>
        <translation>Database checked, every evidence file hashed again</translation>
    </message>
    <message>
        <source>Đã kiểm tra cơ sở dữ liệu; minh chứng đối chiếu dung lượng</source>
        <translation>Database checked; evidence compared by size</translation>
    </message>
    <message>
        <source>thiếu {count} tệp minh chứng</source>
        <translation>evidence files missing: {count}</translation>
    </message>
    <message>
        <source>máy này</source>
        <translation>this computer</translation>
    </message>
    <message>
        <source>ổ đĩa khác</source>
        <translation>another disk</translation>
    </message>
    <message>
        <source>hôm nay {time}</source>
        <translation>today {time}</translation>
    </message>
    <message>
        <source>hôm qua {time}</source>
        <translation>yesterday {time}</translation>
    </message>
</context>
<context>
    <name>BothValues</name>
    <message>
        <source>Đang có</source>
        <translation>Held now</translation>
    </message>
    <message>
        <source>Lỗi và cách sửa</source>
        <translation>What is wrong, and what to do</translation>
    </message>
    <message>
        <source>Trong phiếu</source>
        <translation>In the form</translation>
    </message>
</context>
<context>
    <name>Bundle</name>
    <message>
        <source>Không đọc được nội dung</source>
        <translation>The contents cannot be read</translation>
    </message>
    <message>
        <source>{points} điểm, giá trị {value}</source>
        <translation>{points} points, value {value}</translation>
    </message>
    <message>
        <source>người ký duyệt: {leader}</source>
        <translation>signatory: {leader}</translation>
    </message>
    <message>
        <source>số liệu minh họa</source>
        <translation>illustrative data</translation>
    </message>
    <message>
        <source>Theo lời ghi trong tệp, chưa được chữ ký bảo đảm</source>
        <translation>As stated in the bundle, not vouched for by the signature</translation>
    </message>
</context>
<context>
    <name>BundleDialog</name>
    <message>
        <source>Đang kiểm tra tệp…</source>
        <translation>Verifying the bundle…</translation>
    </message>
    <message>
        <source>Đang ghi tệp…</source>
        <translation>Writing the bundle…</translation>
    </message>
    <message>
        <source>Đang đọc lại và kiểm tra tệp vừa ghi…</source>
        <translation>Reading back and verifying the bundle…</translation>
    </message>
    <message>
        <source>Mở thư mục</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Đã dừng. Chưa ghi gì cả.</source>
        <translation>Stopped. Nothing was written.</translation>
    </message>
</context>
<context>
    <name>BundleResult</name>
    <message>
        <source>Người đã ký</source>
        <translation>Signed by</translation>
    </message>
    <message>
        <source>Kết quả đọc lại</source>
        <translation>Result of reading it back</translation>
    </message>
    <message>
        <source>Thư mục</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Dung lượng</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
</context>
<context>
    <name>CarriedPage</name>
    <message>
        <source>Năm trước</source>
        <translation>Earlier years</translation>
    </message>
    <message>
        <source>Chưa xác nhận lại</source>
        <translation>Not confirmed yet</translation>
    </message>
    <message>
        <source>Chưa có chỗ</source>
        <translation>No place yet</translation>
    </message>
    <message>
        <source>Bộ chỉ số năm nay không còn hỏi như cũ. Chuyển sang chỉ số khác, hoặc bỏ qua; nhật ký vẫn giữ.</source>
        <translation>This year’s catalogue no longer asks it that way. Move it to another sub-indicator, or leave it out; the journal keeps it.</translation>
    </message>
    <message>
        <source>Chỉ số khác năm trước</source>
        <translation>Sub-indicators that differ from last year</translation>
    </message>
    <message>
        <source>Hồ sơ này không bắt đầu từ năm trước</source>
        <translation>This assessment was not begun from an earlier year</translation>
    </message>
    <message>
        <source>Khi tạo hồ sơ năm sau, chọn “Bắt đầu từ hồ sơ năm trước” để mang câu trả lời sang.</source>
        <translation>When you create next year’s assessment, choose “Begin from an earlier assessment” to bring the answers over.</translation>
    </message>
    <message>
        <source>Về Tổng quan</source>
        <translation>Back to the overview</translation>
    </message>
    <message>
        <source>Câu trả lời, minh chứng năm {year} được mang sang để xác nhận lại, chưa được tính.</source>
        <translation>Answers and evidence of {year} are brought over to be confirmed; none of them counts yet.</translation>
    </message>
    <message>
        <source>Mang sang từ hồ sơ năm {year}</source>
        <translation>Bring over from {year}</translation>
    </message>
    <message>
        <source>Mang sang từ hồ sơ năm {year}: {brought} câu trả lời, {left} chưa xác nhận lại. Câu chưa xác nhận thì chưa được tính.</source>
        <translation>Brought over from {year}: {brought} answers, {left} not confirmed yet. What is not confirmed does not count.</translation>
    </message>
    <message>
        <source>So sánh với năm {year}</source>
        <translation>Compare with {year}</translation>
    </message>
    <message>
        <source>Xác nhận lần lượt</source>
        <translation>Confirm one by one</translation>
    </message>
    <message>
        <source>Xác nhận cả nhóm</source>
        <translation>Confirm the group</translation>
    </message>
    <message>
        <source>{count} câu</source>
        <translation>answers: {count}</translation>
    </message>
    <message>
        <source>Không còn trong bộ chỉ số năm nay.</source>
        <translation>No longer in this year’s catalogue.</translation>
    </message>
    <message>
        <source>Đã xác nhận {count} câu trả lời.</source>
        <translation>Answers confirmed: {count}.</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Đã chuyển sang chỉ số {code}; mở chỉ số để xác nhận.</source>
        <translation>Moved to {code}; open it to confirm.</translation>
    </message>
    <message>
        <source>Đã bỏ qua.</source>
        <translation>Left out.</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>Điểm tối đa</source>
        <translation>Maximum points</translation>
    </message>
    <message>
        <source>Tên</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Tên tiếng Anh</source>
        <translation>English title</translation>
    </message>
    <message>
        <source>Thang điểm</source>
        <translation>Scale</translation>
    </message>
    <message>
        <source>Tên ngắn</source>
        <translation>Short title</translation>
    </message>
    <message>
        <source>Tên ngắn tiếng Anh</source>
        <translation>Short English title</translation>
    </message>
    <message>
        <source>Tài liệu kiểm chứng</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Tài liệu kiểm chứng, tiếng Anh</source>
        <translation>Evidence, English</translation>
    </message>
    <message>
        <source>Cách chấm</source>
        <translation>Scoring</translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Mức đạt đủ điểm</source>
        <translation>Target for full points</translation>
    </message>
    <message>
        <source>Số a (tử số)</source>
        <translation>Number a (numerator)</translation>
    </message>
    <message>
        <source>Số b (mẫu số)</source>
        <translation>Number b (denominator)</translation>
    </message>
    <message>
        <source>Tính trên mỗi (b)</source>
        <translation>Per so many b</translation>
    </message>
    <message>
        <source>Càng thấp càng tốt (1 − a/b)</source>
        <translation>Lower is better (1 − a/b)</translation>
    </message>
    <message>
        <source>b = 0 thì được đủ điểm</source>
        <translation>b = 0 gives full points</translation>
    </message>
    <message>
        <source>Số lượng</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>Bằng 0 thì cả chỉ số bằng 0</source>
        <translation>Zero here is zero in all</translation>
    </message>
    <message>
        <source>Câu hỏi {number}</source>
        <translation>Question {number}</translation>
    </message>
    <message>
        <source>Điều được hỏi</source>
        <translation>What is asked</translation>
    </message>
    <message>
        <source>Đưa mức {n} lên</source>
        <translation>Move level {n} up</translation>
    </message>
    <message>
        <source>Đưa mức {n} xuống</source>
        <translation>Move level {n} down</translation>
    </message>
    <message>
        <source>Bỏ mức {n}</source>
        <translation>Remove level {n}</translation>
    </message>
    <message>
        <source>Thêm mức</source>
        <translation>Add a level</translation>
    </message>
    <message>
        <source>Đưa phần {n} lên</source>
        <translation>Move part {n} up</translation>
    </message>
    <message>
        <source>Đưa phần {n} xuống</source>
        <translation>Move part {n} down</translation>
    </message>
    <message>
        <source>Bỏ phần {n}</source>
        <translation>Remove part {n}</translation>
    </message>
    <message>
        <source>Thêm phần</source>
        <translation>Add a part</translation>
    </message>
    <message>
        <source>Đưa câu hỏi {n} lên</source>
        <translation>Move question {n} up</translation>
    </message>
    <message>
        <source>Đưa câu hỏi {n} xuống</source>
        <translation>Move question {n} down</translation>
    </message>
    <message>
        <source>Bỏ câu hỏi {n}</source>
        <translation>Remove question {n}</translation>
    </message>
    <message>
        <source>Thêm câu hỏi</source>
        <translation>Add a question</translation>
    </message>
    <message>
        <source>Đưa lựa chọn {n} lên</source>
        <translation>Move choice {n} up</translation>
    </message>
    <message>
        <source>Đưa lựa chọn {n} xuống</source>
        <translation>Move choice {n} down</translation>
    </message>
    <message>
        <source>Bỏ lựa chọn {n}</source>
        <translation>Remove choice {n}</translation>
    </message>
    <message>
        <source>Thêm lựa chọn</source>
        <translation>Add a choice</translation>
    </message>
    <message>
        <source>{what}: cách chấm</source>
        <translation>{what}: how it is scored</translation>
    </message>
    <message>
        <source>{what}: cách trả lời</source>
        <translation>{what}: how it is answered</translation>
    </message>
    <message>
        <source>{caption} {number}</source>
        <translation>{caption} {number}</translation>
    </message>
    <message>
        <source>Mức, tiếng Anh</source>
        <translation>Level, English</translation>
    </message>
    <message>
        <source>Được phần điểm</source>
        <translation>Share of the points</translation>
    </message>
    <message>
        <source>Lựa chọn</source>
        <translation>Choice</translation>
    </message>
    <message>
        <source>Lựa chọn, tiếng Anh</source>
        <translation>Choice, English</translation>
    </message>
    <message>
        <source>Phần {number}</source>
        <translation>Part {number}</translation>
    </message>
    <message>
        <source>Tỷ trọng</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>Tên phần</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>{caption}, tiếng Anh</source>
        <translation>{caption}, English</translation>
    </message>
    <message>
        <source>Đơn vị</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Đơn vị, tiếng Anh</source>
        <translation>Unit, English</translation>
    </message>
    <message>
        <source>Đã đối chiếu</source>
        <extracomment>Shape and colour of each state; every state has a shape of its own.</extracomment>
        <translation>Checked</translation>
    </message>
    <message>
        <source>Đối chiếu một phần</source>
        <translation>Partly confirmed</translation>
    </message>
    <message>
        <source>Chưa đối chiếu</source>
        <translation>Not checked</translation>
    </message>
    <message>
        <source>Chọn một mức</source>
        <translation>Choose a level</translation>
    </message>
    <message>
        <source>Tỷ lệ a / b so với mức đạt đủ điểm</source>
        <translation>Ratio a / b against the target for full points</translation>
    </message>
    <message>
        <source>Số a tính trên một lượng b, so với mức đạt đủ điểm</source>
        <translation>a per so many b, against the target for full points</translation>
    </message>
    <message>
        <source>Số lượng so với mức đạt đủ điểm</source>
        <translation>A count against the target for full points</translation>
    </message>
    <message>
        <source>Nhiều phần cộng lại</source>
        <translation>Several parts added up</translation>
    </message>
    <message>
        <source>Thu thập, không chấm điểm</source>
        <translation>Collected, not scored</translation>
    </message>
    <message>
        <source>Có hoặc không</source>
        <translation>Yes or no</translation>
    </message>
    <message>
        <source>Chọn trong danh sách</source>
        <translation>Choose from a list</translation>
    </message>
    <message>
        <source>chưa cộng được</source>
        <translation>cannot be added up yet</translation>
    </message>
    <message>
        <source>thừa {points} điểm</source>
        <translation>{points} points too many</translation>
    </message>
    <message>
        <source>thiếu {points} điểm</source>
        <translation>{points} points missing</translation>
    </message>
    <message>
        <source>{name}: cộng được {summed}, đang ghi {stated} – {surplus}.</source>
        <translation>{name}: adds up to {summed}, states {stated} – {surplus}.</translation>
    </message>
    <message>
        <source>Chỉ số chính {code}</source>
        <translation>Main index {code}</translation>
    </message>
    <message>
        <source>Trụ cột {code}</source>
        <translation>Pillar {code}</translation>
    </message>
    <message>
        <source>có</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>không</source>
        <translation>no</translation>
    </message>
    <message>
        <source>{title} ({points} điểm)</source>
        <translation>{title} ({points} points)</translation>
    </message>
    <message>
        <source>Thêm chỉ số</source>
        <translation>Row added</translation>
    </message>
    <message>
        <source>Bỏ chỉ số</source>
        <translation>Row removed</translation>
    </message>
    <message>
        <source>Phần điểm</source>
        <translation>Share of the points</translation>
    </message>
    <message>
        <source>Mức</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>Phần</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>Câu hỏi</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Chưa có tên</source>
        <translation>No name yet</translation>
    </message>
    <message>
        <source>Đối chiếu</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Bắt đầu bản sửa từ phiên bản {version}.</source>
        <translation>Draft begun from version {version}.</translation>
    </message>
    <message>
        <source>Hoàn tất thành phiên bản {version}.</source>
        <translation>Finished as version {version}.</translation>
    </message>
    <message>
        <source>Bỏ bản sửa.</source>
        <translation>Draft discarded.</translation>
    </message>
    <message>
        <source>Đổi cách ghi, nội dung như trước.</source>
        <translation>Written otherwise, the content is the same.</translation>
    </message>
    <message>
        <source>{what}: {shown}</source>
        <translation>{what}: {shown}</translation>
    </message>
    <message>
        <source>{what}: {old} → {new}</source>
        <translation>{what}: {old} → {new}</translation>
    </message>
    <message>
        <source>{said}; và {count} chỗ nữa</source>
        <translation>{said}; and {count} more</translation>
    </message>
    <message>
        <source>Đã bỏ trong bản sửa</source>
        <translation>Removed in the draft</translation>
    </message>
</context>
<context>
    <name>CatalogueActs</name>
    <message>
        <source>Đã thêm {code}.</source>
        <translation>{code} was added.</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Đã bỏ {code}.</source>
        <translation>{code} was removed.</translation>
    </message>
</context>
<context>
    <name>CatalogueFiles</name>
    <message>
        <source>Excel, gói có chữ ký</source>
        <translation>Excel, signed packs</translation>
    </message>
    <message>
        <source>Xuất ra Excel…</source>
        <translation>Export to Excel…</translation>
    </message>
    <message>
        <source>Nhập từ Excel…</source>
        <translation>Import from Excel…</translation>
    </message>
    <message>
        <source>Xuất gói có chữ ký…</source>
        <translation>Export a signed pack…</translation>
    </message>
    <message>
        <source>Nhận gói…</source>
        <translation>Import a pack…</translation>
    </message>
    <message>
        <source>Xuất bộ chỉ số ra Excel</source>
        <translation>Export the catalogue to Excel</translation>
    </message>
    <message>
        <source>Excel (*.xlsx)</source>
        <translation>Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>Đã ghi {name}.</source>
        <translation>{name} was written.</translation>
    </message>
    <message>
        <source>Nhập bộ chỉ số từ Excel</source>
        <translation>Import the catalogue from Excel</translation>
    </message>
    <message>
        <source>Đã nhận {count} chỗ sửa từ {name}.</source>
        <translation>Corrections imported from {name}: {count}.</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>CatalogueJournalDialog</name>
    <message>
        <source>Nhật ký sửa bộ chỉ số</source>
        <translation>Journal of the catalogue</translation>
    </message>
    <message>
        <source>Ai sửa gì, lúc nào, từ gì thành gì, kể cả những bản sửa đã hoàn tất hoặc đã bỏ.</source>
        <translation>Who changed what, when, from what to what; drafts that were finished or discarded are told too.</translation>
    </message>
    <message>
        <source>Nhật ký sửa bộ chỉ số, mới nhất trước</source>
        <translation>Journal of the catalogue, newest first</translation>
    </message>
    <message>
        <source>Chưa ai sửa bộ chỉ số này.</source>
        <translation>Nobody has corrected this catalogue yet.</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>CatalogueList</name>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Chưa đối chiếu</source>
        <translation>Not checked</translation>
    </message>
    <message>
        <source>Đã sửa</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>Những dòng được xem</source>
        <translation>Rows shown</translation>
    </message>
    <message>
        <source>Các dòng của bộ chỉ số</source>
        <translation>Rows of the catalogue</translation>
    </message>
    <message>
        <source>Mã</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Chỉ số thành phần</source>
        <translation>Sub-indicator</translation>
    </message>
    <message>
        <source>Điểm</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Thêm chỉ số thành phần…</source>
        <translation>Add a sub-indicator…</translation>
    </message>
</context>
<context>
    <name>CataloguePage</name>
    <message>
        <source>Mọi dòng đã được đối chiếu.</source>
        <translation>Every row has been checked.</translation>
    </message>
    <message>
        <source>Đã đối chiếu {code}. Tiếp theo: {next}.</source>
        <translation>{code} is checked. Next: {next}.</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Đã có phiên bản {version}.</source>
        <translation>Version {version} has been made.</translation>
    </message>
    <message>
        <source>Phiên bản {version} · {decision}</source>
        <translation>Version {version} · {decision}</translation>
    </message>
    <message>
        <source>Hồ sơ {province} {year} đang theo phiên bản {old}; mới nhất là phiên bản {new}.</source>
        <translation>{province} {year} uses version {old}; the latest is version {new}.</translation>
    </message>
    <message>
        <source>Xem trước khi chuyển…</source>
        <translation>Preview the move…</translation>
    </message>
    <message>
        <source>Bộ chỉ số</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>Hoàn tác trong bản sửa</source>
        <translation>Undo in the draft</translation>
    </message>
    <message>
        <source>Làm lại trong bản sửa</source>
        <translation>Redo in the draft</translation>
    </message>
    <message>
        <source>Nhật ký sửa bộ chỉ số…</source>
        <translation>Journal of the catalogue…</translation>
    </message>
    <message>
        <source>Bỏ bản sửa…</source>
        <translation>Discard the draft…</translation>
    </message>
    <message>
        <source>Hoàn tất thành phiên bản mới…</source>
        <translation>Finish as a new version…</translation>
    </message>
</context>
<context>
    <name>CatalogueRowCard</name>
    <message>
        <source>Chỉ số thành phần {code} đã bỏ trong bản sửa.</source>
        <translation>Sub-indicator {code} was removed in the draft.</translation>
    </message>
    <message>
        <source>Đưa trở lại</source>
        <translation>Put it back</translation>
    </message>
    <message>
        <source>Bỏ chỉ số thành phần {code}…</source>
        <translation>Remove sub-indicator {code}…</translation>
    </message>
    <message>
        <source>Dòng mới</source>
        <translation>New row</translation>
    </message>
    <message>
        <source>Sang dòng chưa đối chiếu</source>
        <translation>Next unchecked</translation>
    </message>
    <message>
        <source>Đã đối chiếu, sang dòng kế</source>
        <translation>Checked, go to the next</translation>
    </message>
    <message>
        <source>Chỗ trong quyết định</source>
        <translation>Place in the decision</translation>
    </message>
    <message>
        <source>Trang, dòng (không bắt buộc)</source>
        <translation>Page, line (optional)</translation>
    </message>
    <message>
        <source>Bỏ dấu đối chiếu</source>
        <translation>Uncheck</translation>
    </message>
</context>
<context>
    <name>CellFaultsDialog</name>
    <message>
        <source>Chưa nhận được mọi ô</source>
        <translation>Not every cell can be read</translation>
    </message>
    <message>
        <source>{count} ô chưa nhận được</source>
        <translation>Cells that cannot be read: {count}</translation>
    </message>
    <message>
        <source>Chưa có gì thay đổi. Sửa trong Excel rồi dán lại, hoặc chỉ nhận các ô đúng.</source>
        <translation>Nothing has changed yet. Correct them in Excel and paste again, or paste only the cells that are correct.</translation>
    </message>
    <message>
        <source>{count} số có thể đọc theo hai cách. Số được viết theo lối nào?</source>
        <translation>Numbers that can be read in two ways: {count}. How are they written?</translation>
    </message>
    <message>
        <source>Cách đọc số</source>
        <translation>How numbers are read</translation>
    </message>
    <message>
        <source>Chưa chọn</source>
        <translation>Not chosen</translation>
    </message>
    <message>
        <source>1.234,5 · Việt Nam</source>
        <translation>1.234,5 · Vietnamese</translation>
    </message>
    <message>
        <source>1,234.5 · Anh</source>
        <translation>1,234.5 · English</translation>
    </message>
    <message>
        <source>Không nhận gì</source>
        <translation>Paste nothing</translation>
    </message>
    <message>
        <source>Nhận {count} ô đúng</source>
        <translation>Paste the correct cells ({count})</translation>
    </message>
    <message>
        <source>Các ô chưa nhận được</source>
        <translation>Cells that cannot be read</translation>
    </message>
    <message>
        <source>Ô</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>Vì sao</source>
        <translation>Why</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Biểu đồ</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>Bảng</source>
        <translation>Table</translation>
    </message>
</context>
<context>
    <name>ChartSaving</name>
    <message>
        <source>Lưu hình PNG…</source>
        <translation>Save picture as PNG…</translation>
    </message>
    <message>
        <source>Lưu hình SVG…</source>
        <translation>Save picture as SVG…</translation>
    </message>
    <message>
        <source>Lưu hình</source>
        <translation>Save picture</translation>
    </message>
    <message>
        <source>Hình PNG (*.png)</source>
        <translation>PNG picture (*.png)</translation>
    </message>
    <message>
        <source>Hình SVG (*.svg)</source>
        <translation>SVG picture (*.svg)</translation>
    </message>
    <message>
        <source>Đã lưu hình</source>
        <translation>Picture saved</translation>
    </message>
    <message>
        <source>Chưa lưu được hình</source>
        <translation>The picture could not be saved</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <source>Sao chép hình</source>
        <extracomment>While a window is being pulled larger, the picture waits this long and is stretched meanwhile. The words of a page are painted first; drawing beside it would take turns with that.</extracomment>
        <translation>Copy picture</translation>
    </message>
</context>
<context>
    <name>CheckSummary</name>
    <message>
        <source>Chặn nộp</source>
        <extracomment>Where the words of a row begin: behind its shape and its count.</extracomment>
        <translation>Blocks submission</translation>
    </message>
    <message>
        <source>Phải sửa xong mới ký được: câu trả lời mâu thuẫn không chấm được điểm.</source>
        <translation>Must be corrected before signing: an answer that contradicts itself cannot be scored.</translation>
    </message>
    <message>
        <source>Cần giải trình</source>
        <translation>To explain</translation>
    </message>
    <message>
        <source>Nên thêm minh chứng hoặc viết giải trình; vẫn nộp được nhưng có thể bị trừ điểm.</source>
        <translation>Add evidence or write an explanation; you can submit without, but points may be taken off.</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Để biết khi ký; không bắt buộc làm gì.</source>
        <translation>Good to know before signing; nothing has to be done.</translation>
    </message>
    <message>
        <source>Không có.</source>
        <translation>None.</translation>
    </message>
    <message>
        <source>Xem</source>
        <translation>View</translation>
    </message>
    <message>
        <source>Xem trong Việc còn lại: {name}</source>
        <translation>View in What remains: {name}</translation>
    </message>
    <message>
        <source>Số liệu chung</source>
        <translation>Common figures</translation>
    </message>
    <message>
        <source>“{text}” chưa đọc được nên không được tính; câu trả lời trước đó được tính.</source>
        <translation>“{text}” could not be read and does not count; the answer from before does.</translation>
    </message>
    <message>
        <source>Sửa</source>
        <translation>Correct</translation>
    </message>
</context>
<context>
    <name>ChoiceInput</name>
    <message>
        <source>Bỏ chọn</source>
        <translation>Clear the choice</translation>
    </message>
    <message>
        <source>Mức đã chọn</source>
        <translation>Chosen level</translation>
    </message>
    <message>
        <source>Chọn một mức</source>
        <translation>Choose a level</translation>
    </message>
    <message>
        <source>Chọn một mức; có thể bấm phím số</source>
        <translation>Choose a level; number keys work too</translation>
    </message>
</context>
<context>
    <name>CitationForm</name>
    <message>
        <source>Trích dẫn</source>
        <translation>Citation</translation>
    </message>
    <message>
        <source>Về danh sách minh chứng</source>
        <translation>Back to the evidence list</translation>
    </message>
    <message>
        <source>Số, ký hiệu</source>
        <translation>Number and symbol</translation>
    </message>
    <message>
        <source>Ngày ban hành</source>
        <translation>Date of issue</translation>
    </message>
    <message>
        <source>Cơ quan ban hành</source>
        <translation>Issuing authority</translation>
    </message>
    <message>
        <source>Trích yếu</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>Trang dẫn chứng cho chỉ số này</source>
        <translation>Pages cited for this sub-indicator</translation>
    </message>
    <message>
        <source>749/QĐ-UBND</source>
        <translation>749/QĐ-UBND</translation>
    </message>
    <message>
        <source>UBND tỉnh</source>
        <translation>Provincial People’s Committee</translation>
    </message>
    <message>
        <source>3-5</source>
        <translation>3-5</translation>
    </message>
    <message>
        <source>Tài liệu tiếp</source>
        <translation>Next document</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Cũng là minh chứng của {codes}</source>
        <translation>Also evidence for {codes}</translation>
    </message>
    <message>
        <source>Trích dẫn đang khóa vì cũng là minh chứng của {codes} đã duyệt; chỉ sửa được trang.</source>
        <translation>The citation is locked because it also proves {codes}, which is approved; only the pages can be changed.</translation>
    </message>
    <message>
        <source>Đúng, tiếp</source>
        <translation>Right, go on</translation>
    </message>
    <message>
        <source>Đúng, ghi lại</source>
        <translation>Right, keep it</translation>
    </message>
    <message>
        <source>Đọc từ trang đầu, đề nghị kiểm tra: {fields}.</source>
        <translation>Read from the first page, please check: {fields}.</translation>
    </message>
    <message>
        <source>đọc từ trang đầu, đề nghị kiểm tra</source>
        <translation>read from the first page, please check</translation>
    </message>
    <message>
        <source>Người ký (đọc từ tệp): {name}</source>
        <translation>Signed by (read from the file): {name}</translation>
    </message>
</context>
<context>
    <name>ClaimsSection</name>
    <message>
        <source>Điểm của hồ sơ</source>
        <translation>Points of this assessment</translation>
    </message>
    <message>
        <source>trên {scale} điểm</source>
        <translation>of {scale} points</translation>
    </message>
    <message>
        <source>Tự chấm</source>
        <translation>Claimed</translation>
    </message>
    <message>
        <source>Theo các câu trả lời</source>
        <translation>By the answers</translation>
    </message>
    <message>
        <source>Có minh chứng</source>
        <translation>With evidence</translation>
    </message>
    <message>
        <source>Có tệp, hoặc có trích dẫn đủ để tìm được tài liệu</source>
        <translation>With a file, or a citation by which the evidence can be found</translation>
    </message>
    <message>
        <source>Có rủi ro</source>
        <translation>At risk</translation>
    </message>
    <message>
        <source>Có lý do để bị trừ; có thể vẫn có minh chứng</source>
        <translation>Something stands against these points; they may have evidence all the same</translation>
    </message>
    <message>
        <source>Cơ quan chủ trì đo, chưa có minh chứng</source>
        <translation>Assessing body’s measure, no evidence</translation>
    </message>
    <message>
        <source>Cơ quan chủ trì tự đo, số nhập là ước tính</source>
        <translation>Measured by the assessing body; the number entered is an estimate</translation>
    </message>
    <message>
        <source>Cơ quan chủ trì đo, chưa có minh chứng: {count} chỉ số thành phần</source>
        <translation>Assessing body’s measure, no evidence: {count} sub-indicators</translation>
    </message>
    <message>
        <source>Không có điểm nào có rủi ro: điểm tự chấm đều có minh chứng tìm được, hoặc do cơ quan chủ trì đo.</source>
        <translation>No points are at risk: all claimed points have evidence that can be found, or are measured by the assessing body.</translation>
    </message>
    <message>
        <source>Tự chấm: {count} chỉ số thành phần</source>
        <translation>Claimed: {count} sub-indicators</translation>
    </message>
    <message>
        <source>Có minh chứng: {count} chỉ số thành phần</source>
        <translation>With evidence: {count} sub-indicators</translation>
    </message>
    <message>
        <source>Có rủi ro: {count} chỉ số thành phần, nhiều điểm nhất trước</source>
        <translation>At risk: {count} sub-indicators, most points first</translation>
    </message>
    <message>
        <source>Chưa có điểm nào ở đây. Hãy trả lời các chỉ số thành phần trước.</source>
        <translation>No points here yet. Answer the sub-indicators first.</translation>
    </message>
    <message>
        <source>“{text}” không phải là phần trăm từ 0 đến 100.</source>
        <translation>“{text}” is not a percentage from 0 to 100.</translation>
    </message>
</context>
<context>
    <name>ClaimsTable</name>
    <message>
        <source>Chỉ số thành phần của tổng đang chọn</source>
        <extracomment>The least part that names have of the width that they share with reasons.</extracomment>
        <translation>Sub-indicators of the chosen total</translation>
    </message>
    <message>
        <source>Chỉ số thành phần</source>
        <translation>Sub-indicator</translation>
    </message>
    <message>
        <source>Vì sao</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>Điểm</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Kỳ vọng</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>Số điểm kỳ vọng được công nhận</source>
        <translation>Points expected to be recognised</translation>
    </message>
    <message>
        <source>Chấp nhận</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Khả năng điểm chưa có minh chứng được chấp nhận; để trống là theo mức chung</source>
        <translation>Chance that points without evidence are accepted; empty: the general chance</translation>
    </message>
    <message>
        <source>Không phụ thuộc việc chấp nhận minh chứng</source>
        <translation>Does not depend on the acceptance of evidence</translation>
    </message>
    <message>
        <source>{name}, khả năng được chấp nhận</source>
        <translation>{name}, chance of acceptance</translation>
    </message>
    <message>
        <source>Có minh chứng</source>
        <translation>With evidence</translation>
    </message>
    <message>
        <source>Cơ quan chủ trì đo, số nhập là ước tính</source>
        <translation>Measured by the assessing body; the number entered is an estimate</translation>
    </message>
</context>
<context>
    <name>CodeSearch</name>
    <message>
        <source>Chỉ số, ví dụ 4.1</source>
        <translation>Indicator, for example 4.1</translation>
    </message>
    <message>
        <source>Lọc nhật ký theo chỉ số</source>
        <translation>Filter the journal by indicator</translation>
    </message>
</context>
<context>
    <name>CommentThreads</name>
    <message>
        <source>Gửi ý kiến</source>
        <translation>Send comment</translation>
    </message>
    <message>
        <source>Gửi trả lời</source>
        <translation>Send answer</translation>
    </message>
    <message>
        <source>Không trả lời ý kiến này nữa</source>
        <translation>Stop answering this comment</translation>
    </message>
    <message>
        <source>Ý kiến mới</source>
        <translation>New comment</translation>
    </message>
    <message>
        <source>Viết ý kiến cho người soạn hoặc người rà soát…</source>
        <translation>Write a comment to the drafter or the reviewer…</translation>
    </message>
    <message>
        <source>Trả lời {who}: “{text}”</source>
        <translation>Answer to {who}: “{text}”</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>{name} (mẫu)</source>
        <translation>{name} (sample)</translation>
    </message>
    <message>
        <source>Hồ sơ này không có chỉ số này.</source>
        <translation>This assessment has no such sub-indicator.</translation>
    </message>
    <message>
        <source>chưa có</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>Trả lời</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>chưa trả lời</source>
        <translation>not answered</translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Giải trình</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>câu trả lời</source>
        <translation>answer</translation>
    </message>
    <message>
        <source>điểm</source>
        <translation>points</translation>
    </message>
    <message>
        <source>minh chứng</source>
        <translation>evidence</translation>
    </message>
    <message>
        <source>giải trình</source>
        <translation>explanation</translation>
    </message>
</context>
<context>
    <name>ComparisonPage</name>
    <message>
        <source>So sánh hồ sơ</source>
        <extracomment>The id of the other one; what the store still loads may be one that is wanted no more.</extracomment>
        <translation>Compare assessments</translation>
    </message>
    <message>
        <source>So với</source>
        <translation>Compared with</translation>
    </message>
    <message>
        <source>Hồ sơ để so sánh</source>
        <translation>Assessment to compare with</translation>
    </message>
    <message>
        <source>Chỉ số nào</source>
        <translation>Which sub-indicators</translation>
    </message>
    <message>
        <source>Thứ tự</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Theo bộ chỉ số</source>
        <translation>As in the catalogue</translation>
    </message>
    <message>
        <source>Theo chênh lệch</source>
        <translation>By difference</translation>
    </message>
    <message>
        <source>Chưa có hồ sơ nào khác để so sánh</source>
        <translation>No other assessment to compare with yet</translation>
    </message>
    <message>
        <source>Khi trên máy này có hồ sơ năm khác hoặc nơi khác, hai hồ sơ được đặt cạnh nhau ở đây.</source>
        <translation>Once this computer holds an assessment of another year or place, the two stand side by side here.</translation>
    </message>
    <message>
        <source>Tất cả hồ sơ</source>
        <translation>All assessments</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Chỉ chỗ khác</source>
        <translation>Differences only</translation>
    </message>
    <message>
        <source>này</source>
        <translation>this</translation>
    </message>
    <message>
        <source>kia</source>
        <translation>other</translation>
    </message>
    <message>
        <source>Điểm</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Chọn một chỉ số để xem đủ hai bên.</source>
        <translation>Choose a sub-indicator to see both sides in full.</translation>
    </message>
</context>
<context>
    <name>ComparisonTable</name>
    <message>
        <source>Các chỉ số của hai hồ sơ cạnh nhau</source>
        <extracomment>Narrower than this, answers are told below the table only.</extracomment>
        <translation>Sub-indicators of both assessments side by side</translation>
    </message>
    <message>
        <source>Mã</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Chỉ số</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>Trả lời {name}</source>
        <translation>Answer {name}</translation>
    </message>
    <message>
        <source>Điểm {name}</source>
        <translation>Points {name}</translation>
    </message>
    <message>
        <source>Chênh lệch</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation>Evidence</translation>
    </message>
</context>
<context>
    <name>CosignDialog</name>
    <message>
        <source>Ký thêm vào tệp này</source>
        <translation>Add a signature to this bundle</translation>
    </message>
    <message>
        <source>Chữ ký mới đứng sau các chữ ký đã có và cùng ký đúng những nội dung ấy; không chữ ký nào trước đó bị đụng tới.</source>
        <translation>The new signature is added after the existing ones and covers exactly the same contents; no earlier signature is changed.</translation>
    </message>
    <message>
        <source>Đã ký trước đó</source>
        <translation>Already signed by</translation>
    </message>
    <message>
        <source>Đã ký thêm. Tệp đã được đọc lại và kiểm tra.</source>
        <translation>Signed. The bundle was read back and verified.</translation>
    </message>
    <message>
        <source>Nếu còn người phải ký, hãy đưa tệp này cho họ, không phải tệp trước.</source>
        <translation>If somebody else has to sign, pass on this file, not the earlier one.</translation>
    </message>
    <message>
        <source>Ký</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Đang ký và ghi tệp…</source>
        <translation>Signing and writing the bundle…</translation>
    </message>
</context>
<context>
    <name>CrashGuard</name>
    <message>
        <source>Có lỗi</source>
        <translation>Something went wrong</translation>
    </message>
    <message>
        <source>Nhật ký lỗi: {path}</source>
        <translation>Log of faults: {path}</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>28/03/2022</source>
        <translation>28/03/2022</translation>
    </message>
    <message>
        <source>Chọn ngày trên lịch</source>
        <translation>Pick a date from the calendar</translation>
    </message>
    <message>
        <source>Chưa phải là một ngày. Ví dụ: 03/06/2022</source>
        <translation>Not a date yet. Example: 03/06/2022</translation>
    </message>
</context>
<context>
    <name>DayField</name>
    <message>
        <source>mọi ngày</source>
        <translation>any day</translation>
    </message>
</context>
<context>
    <name>Derivation</name>
    <message>
        <source>Thu thập, không chấm điểm.</source>
        <extracomment>Shares are shown with at least and at most this many decimals. A line that has to wrap does so before an arrow.</extracomment>
        <translation>Collected, not scored.</translation>
    </message>
    <message>
        <source>Chưa trả lời: chưa có điểm.</source>
        <translation>Not answered: no points yet.</translation>
    </message>
    <message>
        <source>/ {points} điểm</source>
        <translation>/ {points} points</translation>
    </message>
    <message>
        <source>{points} điểm</source>
        <translation>{points} points</translation>
    </message>
    <message>
        <source>Không phát sinh trường hợp nào (0 / 0): được tính đủ</source>
        <translation>No cases arose (0 / 0): counts in full</translation>
    </message>
    <message>
        <source>{count}, vượt mục tiêu {target}</source>
        <translation>{count}, above the target of {target}</translation>
    </message>
    <message>
        <source>{rate} trên {per} {unit}</source>
        <translation>{rate} per {per} {unit}</translation>
    </message>
    <message>
        <source>{reached} mục tiêu {target}</source>
        <translation>{reached} of the target {target}</translation>
    </message>
    <message>
        <source>vượt mục tiêu {target}, tính tối đa</source>
        <translation>above the target of {target}, counts in full</translation>
    </message>
    <message>
        <source>“{gate}” được 0 điểm, nên các phần còn lại chưa xét.</source>
        <translation>“{gate}” earns 0 points, so the other parts are not considered.</translation>
    </message>
    <message>
        <source>Cần trả lời “{gate}” trước thì mới tính điểm.</source>
        <translation>Answer “{gate}” first; nothing is scored before.</translation>
    </message>
    <message>
        <source>{sum}; có phần chưa hợp lệ, tính 0 điểm</source>
        <translation>{sum}; an invalid part counts 0 points</translation>
    </message>
    <message>
        <source>{sum}; còn phần chưa trả lời đủ</source>
        <translation>{sum}; some parts are not fully answered</translation>
    </message>
    <message>
        <source>{a} ({first}) không thể lớn hơn {b} ({second}). Hãy kiểm tra lại hai số.</source>
        <translation>{a} ({first}) cannot be larger than {b} ({second}). Check both numbers.</translation>
    </message>
    <message>
        <source>{b} đang bằng 0 nên chưa tính được. Hãy kiểm tra lại số này.</source>
        <translation>{b} is 0, so nothing can be worked out. Check this number.</translation>
    </message>
    <message>
        <source>Còn thiếu {label}. Chưa tính điểm.</source>
        <translation>{label} is missing. No points yet.</translation>
    </message>
</context>
<context>
    <name>DiscardDialog</name>
    <message>
        <source>Bỏ bản sửa</source>
        <translation>Discard the draft</translation>
    </message>
    <message>
        <source>Bỏ bản sửa?</source>
        <translation>Discard the draft?</translation>
    </message>
    <message>
        <source>{count} mục đã sửa hoặc đã đối chiếu sẽ trở lại như phiên bản hiện có. Việc này không hoàn tác được; nhật ký của bản sửa vẫn còn trong kho.</source>
        <translation>Entries changed or checked that go back to the present version: {count}. This cannot be undone; the draft’s journal stays in the store.</translation>
    </message>
    <message>
        <source>Giữ lại</source>
        <translation>Keep it</translation>
    </message>
</context>
<context>
    <name>DocumentChooser</name>
    <message>
        <source>Dùng lại tài liệu đã có</source>
        <translation>Reuse a document</translation>
    </message>
    <message>
        <source>Tìm theo số, trích yếu, cơ quan, tên tệp</source>
        <translation>Search number, subject, authority, file name</translation>
    </message>
    <message>
        <source>Tìm tài liệu</source>
        <translation>Find a document</translation>
    </message>
    <message>
        <source>Tài liệu của hồ sơ này</source>
        <translation>Documents of this assessment</translation>
    </message>
    <message>
        <source>Không có tài liệu nào như vậy.</source>
        <translation>No such document.</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Dùng tài liệu này</source>
        <translation>Use this document</translation>
    </message>
</context>
<context>
    <name>DocumentEntry</name>
    <message>
        <source>Tệp: {name}</source>
        <translation>File: {name}</translation>
    </message>
    <message>
        <source>Chưa đính kèm tệp</source>
        <translation>No file attached</translation>
    </message>
    <message>
        <source>Chứng minh</source>
        <translation>Proves</translation>
    </message>
</context>
<context>
    <name>DocumentPreview</name>
    <message>
        <source>Trang trước</source>
        <extracomment>Larger than any screen; a scan of hundreds of megapixels is drawn smaller. A damaged PDF is searched from end to end before it opens, on the window&apos;s thread: only a small one is.</extracomment>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Trang sau</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Xem lớn</source>
        <translation>Enlarge</translation>
    </message>
    <message>
        <source>Mở bằng chương trình khác</source>
        <translation>Open in another program</translation>
    </message>
    <message>
        <source>Xem trước · trang {page} / {count}</source>
        <translation>Preview · page {page} / {count}</translation>
    </message>
    <message>
        <source>Xem trước</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>Chỉ có trích dẫn</source>
        <translation>Citation only</translation>
    </message>
    <message>
        <source>Không có tệp kèm theo để xem trước.</source>
        <translation>No file attached to preview.</translation>
    </message>
    <message>
        <source>{size} · tệp có mật khẩu</source>
        <translation>{size} · password-protected</translation>
    </message>
    <message>
        <source>{size} · không xem trước được tệp này</source>
        <translation>{size} · this file cannot be previewed</translation>
    </message>
</context>
<context>
    <name>DocumentWindow</name>
    <message>
        <source>Phóng to</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>Thu nhỏ</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>Vừa chiều rộng</source>
        <translation>Fit width</translation>
    </message>
    <message>
        <source>trang {page} / {count}</source>
        <translation>page {page} / {count}</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Kéo tệp vào đây hoặc chọn tệp</source>
        <translation>Drop files here or choose files</translation>
    </message>
</context>
<context>
    <name>Earlier</name>
    <message>
        <source>chưa trả lời</source>
        <translation>not answered</translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Giải trình</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>{count} minh chứng</source>
        <translation>evidence: {count}</translation>
    </message>
    <message>
        <source>có giải trình</source>
        <translation>with an explanation</translation>
    </message>
    <message>
        <source>{points}/{most} điểm</source>
        <translation>{points}/{most} points</translation>
    </message>
    <message>
        <source>Chỉ số mới, năm {year} chưa có.</source>
        <translation>New: it was not there in {year}.</translation>
    </message>
    <message>
        <source>Đã thay đổi so với năm {year}: {what}.</source>
        <translation>Changed since {year}: {what}.</translation>
    </message>
    <message>
        <source>Năm {year} là chỉ số {code}.</source>
        <translation>It was {code} in {year}.</translation>
    </message>
    <message>
        <source>Đã thay đổi: {what}.</source>
        <translation>Changed: {what}.</translation>
    </message>
    <message>
        <source>cách chấm</source>
        <translation>how it is scored</translation>
    </message>
    <message>
        <source>số liệu hỏi</source>
        <translation>the figures asked for</translation>
    </message>
    <message>
        <source>các mức</source>
        <translation>the levels</translation>
    </message>
    <message>
        <source>ngưỡng</source>
        <translation>the target</translation>
    </message>
    <message>
        <source>các phần</source>
        <translation>the parts</translation>
    </message>
    <message>
        <source>điểm tối đa</source>
        <translation>the maximum points</translation>
    </message>
    <message>
        <source>câu chữ</source>
        <translation>the wording</translation>
    </message>
</context>
<context>
    <name>EarlierLine</name>
    <message>
        <source>Năm {year}</source>
        <extracomment>More fields than these are told only while they wait to be confirmed.</extracomment>
        <translation>Year {year}</translation>
    </message>
    <message>
        <source>{year}: chưa trả lời</source>
        <translation>{year}: not answered</translation>
    </message>
    <message>
        <source>Dùng lại minh chứng</source>
        <translation>Use the evidence again</translation>
    </message>
    <message>
        <source>Xác nhận như năm trước</source>
        <translation>Confirm as last year</translation>
    </message>
    <message>
        <source>Phím {key}</source>
        <translation>Key {key}</translation>
    </message>
    <message>
        <source>Vì sao đổi?</source>
        <translation>Why the change?</translation>
    </message>
    <message>
        <source>Lý do câu trả lời khác năm trước</source>
        <translation>Why the answer differs from last year</translation>
    </message>
    <message>
        <source>Văn bản mới, số liệu kiểm kê lại, cách tính khác…</source>
        <translation>A new document, figures counted again, another way of counting…</translation>
    </message>
    <message>
        <source>{then} → {now} điểm</source>
        <translation>{then} → {now} points</translation>
    </message>
    <message>
        <source>số liệu khác nhiều, điểm không đổi</source>
        <translation>figures differ much, points do not</translation>
    </message>
</context>
<context>
    <name>EntryFoot</name>
    <message>
        <source>Ctrl + Enter: ô chưa trả lời tiếp theo</source>
        <translation>Ctrl + Enter: next unanswered cell</translation>
    </message>
    <message>
        <source>Đã duyệt nên đang khóa. Mở lại ở trang chỉ số nếu cần sửa.</source>
        <translation>Approved, so it is locked. Reopen it on the sub-indicator’s page to change it.</translation>
    </message>
    <message>
        <source>Lấy từ Số liệu chung: {figure}. Gõ số khác nếu chỉ số này dùng số riêng.</source>
        <translation>Taken from the common figures: {figure}. Type another number where this sub-indicator uses its own.</translation>
    </message>
    <message>
        <source>Đơn vị: {unit}</source>
        <translation>Unit: {unit}</translation>
    </message>
</context>
<context>
    <name>EntryPage</name>
    <message>
        <source>Bảng nhập</source>
        <translation>Entry table</translation>
    </message>
    <message>
        <source>Lọc chỉ số</source>
        <translation>Filter sub-indicators</translation>
    </message>
    <message>
        <source>Trang chỉ số</source>
        <translation>Indicator page</translation>
    </message>
    <message>
        <source>Mở trang của chỉ số này, phím Ctrl + B</source>
        <translation>Open the page of this sub-indicator, Ctrl + B</translation>
    </message>
    <message>
        <source>Phím F6 để ra khỏi bảng</source>
        <translation>F6 leaves the table</translation>
    </message>
    <message>
        <source>Mã</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Nội dung</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Giá trị</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Đơn vị</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Năm trước</source>
        <translation>Earlier years</translation>
    </message>
    <message>
        <source>Điểm</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Minh
chứng</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Giải trình</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Chưa trả lời</source>
        <translation>Not answered</translation>
    </message>
    <message>
        <source>Còn việc</source>
        <translation>Work left</translation>
    </message>
    <message>
        <source>Không còn chỉ số nào ở đây</source>
        <translation>Nothing left here</translation>
    </message>
    <message>
        <source>Phần đang lọc đã xong. Các chỉ số khác vẫn trong bảng.</source>
        <translation>What is filtered is done. The other sub-indicators are still in the table.</translation>
    </message>
    <message>
        <source>Xem tất cả</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>Tất cả các chỉ số đã được trả lời.</source>
        <translation>Every sub-indicator has been answered.</translation>
    </message>
    <message>
        <source>{code}  Giải trình</source>
        <translation>{code}  Explanation</translation>
    </message>
    <message>
        <source>Khối dán</source>
        <translation>Pasted block</translation>
    </message>
    <message>
        <source>Đã nhận {count} ô.</source>
        <translation>Cells pasted: {count}.</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>EntryTable</name>
    <message>
        <source>trống</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>lấy từ Số liệu chung</source>
        <translation>from the common figures</translation>
    </message>
    <message>
        <source>đã duyệt, đang khóa</source>
        <translation>approved, locked</translation>
    </message>
    <message>
        <source>{count} mức</source>
        <translation>{count} levels</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>trang {pages}</source>
        <translation>p. {pages}</translation>
    </message>
    <message>
        <source>Tài liệu chưa ghi số, ký hiệu</source>
        <translation>Document without a number</translation>
    </message>
</context>
<context>
    <name>EvidenceCard</name>
    <message>
        <source>Mở</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Sửa trích dẫn</source>
        <translation>Edit citation</translation>
    </message>
    <message>
        <source>Gỡ khỏi chỉ số này</source>
        <translation>Detach from this sub-indicator</translation>
    </message>
    <message>
        <source>Thao tác với tài liệu này</source>
        <translation>Actions for this document</translation>
    </message>
    <message>
        <source>Chưa ghi trích dẫn</source>
        <translation>No citation yet</translation>
    </message>
</context>
<context>
    <name>EvidenceIntake</name>
    <message>
        <source>còn {room} / {limit} cho bộ hồ sơ</source>
        <translation>{room} of {limit} left</translation>
    </message>
    <message>
        <source>Đang thả {count} tệp</source>
        <translation>Files to drop: {count}</translation>
    </message>
    <message>
        <source>Đang thả {count} tệp · {size}</source>
        <translation>Files to drop: {count} · {size}</translation>
    </message>
    <message>
        <source>không đủ chỗ: còn {room} / {limit}</source>
        <translation>no room: {room} of {limit} left</translation>
    </message>
    <message>
        <source>đã dùng {used}, còn {room} / {limit}</source>
        <translation>{used} used, {room} of {limit} left</translation>
    </message>
    <message>
        <source>Chọn tệp minh chứng</source>
        <translation>Choose evidence files</translation>
    </message>
    <message>
        <source>Đang chép và xem {count} tệp cho {code}</source>
        <translation>Copying and examining files for {code}: {count}</translation>
    </message>
    <message>
        <source>còn {room} / {limit}</source>
        <translation>{room} of {limit} left</translation>
    </message>
</context>
<context>
    <name>EvidenceLibrary</name>
    <message>
        <source>chưa dùng</source>
        <translation>unused</translation>
    </message>
    <message>
        <source>{province} {year}: {codes}</source>
        <translation>{province} {year}: {codes}</translation>
    </message>
    <message>
        <source>Tài liệu</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Chưa dùng</source>
        <translation>Unused</translation>
    </message>
    <message>
        <source>Ở {count} hồ sơ</source>
        <translation>Assessments: {count}</translation>
    </message>
    <message>
        <source>Trùng số</source>
        <translation>Same number</translation>
    </message>
    <message>
        <source>Ngày</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Nơi dùng</source>
        <translation>Used for</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Đã dừng. Chưa chép tệp nào.</source>
        <extracomment>A citation without a file becomes a document this long after the last key. In a tab the page scrolls, so the preview takes the height it needs to be of use. In the column the cards scroll, so that enough of the page can be read.</extracomment>
        <translation>Stopped. No file was copied.</translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Thêm minh chứng</source>
        <translation>Add evidence</translation>
    </message>
    <message>
        <source>Chọn tệp…</source>
        <translation>Choose files…</translation>
    </message>
    <message>
        <source>Chỉ trích dẫn, không có tệp</source>
        <translation>Citation only, no file</translation>
    </message>
    <message>
        <source>Dùng lại tài liệu đã có…</source>
        <translation>Reuse a document…</translation>
    </message>
    <message>
        <source>Minh chứng thường dùng</source>
        <translation>Usual evidence</translation>
    </message>
    <message>
        <source>Đã gỡ {title} khỏi {code}</source>
        <translation>Detached {title} from {code}</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Loại tệp này có thể chạy như chương trình nên không mở từ đây.</source>
        <translation>A file of this type can run as a program, so it is not opened from here.</translation>
    </message>
    <message>
        <source>Đã thêm {count} tệp vào {code}</source>
        <translation>Files added to {code}: {count}</translation>
    </message>
    <message>
        <source>Máy này chưa có chương trình mở loại tệp đó.</source>
        <translation>This computer has no program for that type of file.</translation>
    </message>
</context>
<context>
    <name>EvidenceTable</name>
    <message>
        <source>Minh chứng trong tệp</source>
        <translation>Evidence in the bundle</translation>
    </message>
    <message>
        <source>Tài liệu</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Tệp</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Dung lượng</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Dùng cho chỉ số</source>
        <translation>Used for</translation>
    </message>
    <message>
        <source>Chưa ghi trích dẫn</source>
        <translation>No citation yet</translation>
    </message>
    <message>
        <source>chỉ có trích dẫn</source>
        <translation>citation only</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>Hồ sơ</source>
        <translation>Assessment</translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>{count} tệp, {size}</source>
        <translation>files: {count}, {size}</translation>
    </message>
    <message>
        <source>Ký bằng</source>
        <translation>Signed with</translation>
    </message>
    <message>
        <source>Ghi tệp hồ sơ đã ký</source>
        <translation>Write the signed bundle</translation>
    </message>
    <message>
        <source>Tệp hồ sơ đã ký (*.asice)</source>
        <translation>Signed bundles (*.asice)</translation>
    </message>
    <message>
        <source>Đang lập báo cáo…</source>
        <translation>Preparing the report…</translation>
    </message>
    <message>
        <source>Đang đọc và đối chiếu từng tệp minh chứng…</source>
        <translation>Reading and checking every evidence file…</translation>
    </message>
    <message>
        <source>Đang ký…</source>
        <translation>Signing…</translation>
    </message>
    <message>
        <source>Đang chép minh chứng vào tệp…</source>
        <translation>Copying evidence into the bundle…</translation>
    </message>
    <message>
        <source>Đang đọc lại và kiểm tra tệp vừa ghi…</source>
        <translation>Reading back and verifying the bundle…</translation>
    </message>
    <message>
        <source>Đang chờ mã PIN…</source>
        <translation>Waiting for the PIN…</translation>
    </message>
    <message>
        <source>Tệp sẽ ghi</source>
        <translation>File to write</translation>
    </message>
    <message>
        <source>Đổi nơi ghi…</source>
        <translation>Change location…</translation>
    </message>
    <message>
        <source>Chọn thư mục và tên của tệp hồ sơ đã ký</source>
        <translation>Choose the folder and name of the signed bundle</translation>
    </message>
    <message>
        <source>Một tệp chứa câu trả lời, điểm, giải trình, báo cáo và mọi minh chứng. Tệp được ký, đọc lại và kiểm tra trước khi xuất hiện ở nơi ghi. Ghi chú riêng không đi theo.</source>
        <translation>One file with answers, points, explanations, report and all evidence. It is signed, read back and verified before it appears in its place. Private notes do not go with it.</translation>
    </message>
    <message>
        <source>Hồ sơ đã thay đổi sau khi xuất. Tệp này vẫn giữ đúng nội dung lúc ký.</source>
        <translation>The assessment has changed since the export. The bundle still holds exactly what was signed.</translation>
    </message>
    <message>
        <source>Hồ sơ mẫu, số liệu minh họa: tệp chỉ để thử, không dùng để nộp.</source>
        <translation>Sample with illustrative data: the bundle is for trying out only, not for submission.</translation>
    </message>
    <message>
        <source>Thay đổi gần nhất chưa lưu được vào máy, nên chưa xuất.</source>
        <translation>The latest change could not be saved, so nothing was exported.</translation>
    </message>
    <message>
        <source>Đã dừng. Không có tệp nào được ghi.</source>
        <translation>Stopped. No file was written.</translation>
    </message>
</context>
<context>
    <name>ExportResult</name>
    <message>
        <source>Xong. Tệp đã được ký, đọc lại và kiểm tra.</source>
        <translation>Done. The bundle is signed, read back and verified.</translation>
    </message>
    <message>
        <source>Mở thư mục</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>Kiểm tra lại</source>
        <translation>Verify again</translation>
    </message>
    <message>
        <source>Sao chép SHA-256</source>
        <translation>Copy SHA-256</translation>
    </message>
    <message>
        <source>Xuất tệp khác</source>
        <translation>Export another bundle</translation>
    </message>
    <message>
        <source>Bước tiếp theo</source>
        <translation>Next steps</translation>
    </message>
    <message>
        <source>Nếu người khác còn phải ký, đưa tệp này cho họ: họ mở ở mục Kiểm tra tệp hồ sơ đã ký rồi chọn Ký thêm, hoặc ký ngay tại đây bằng khóa của họ. Dấu thời gian có thể xin sau.</source>
        <translation>If somebody else has to sign, hand them this file: they open it under Verify a signed bundle and choose Add a signature, or sign right here with their own key. A timestamp can be requested later.</translation>
    </message>
    <message>
        <source>Ký thêm…</source>
        <translation>Add a signature…</translation>
    </message>
    <message>
        <source>Dấu thời gian…</source>
        <translation>Timestamp…</translation>
    </message>
    <message>
        <source>Kết quả đọc lại</source>
        <translation>Result of reading it back</translation>
    </message>
    <message>
        <source>Người nhận kiểm tra thế nào</source>
        <translation>How the recipient verifies it</translation>
    </message>
    <message>
        <source>Mở tệp bằng chương trình này ở mục Kiểm tra tệp hồ sơ đã ký, hoặc chạy lệnh dưới đây. Không có chương trình thì làm theo VERIFY.txt trong tệp, chỉ cần openssl. CA.pem là chứng thư gốc, lấy từ đơn vị cấp chữ ký số.</source>
        <translation>Open it in this program under Verify a signed bundle, or run the command below. Without the program, follow VERIFY.txt inside the bundle; openssl is all it takes. CA.pem is the root certificate, from the certification authority.</translation>
    </message>
    <message>
        <source>Sao chép lệnh</source>
        <translation>Copy command</translation>
    </message>
    <message>
        <source>Thư mục</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Dung lượng</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
</context>
<context>
    <name>FigureRow</name>
    <message>
        <source>Năm {year}: {number}</source>
        <extracomment>Rows that are made in one turn of the event loop while the page is not seen, and the time between.</extracomment>
        <translation>{year}: {number}</translation>
    </message>
    <message>
        <source>Xác nhận</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>Dùng cho</source>
        <translation>Used for</translation>
    </message>
    <message>
        <source>Chưa chỉ số nào dùng</source>
        <translation>Not used by any sub-indicator yet</translation>
    </message>
    <message>
        <source>và {count} chỉ số khác</source>
        <translation>and {count} more</translation>
    </message>
    <message>
        <source>Số của Số liệu chung</source>
        <translation>One of the common figures</translation>
    </message>
    <message>
        <source>dùng ở {count} chỉ số</source>
        <translation>sub-indicators that use it: {count}</translation>
    </message>
    <message>
        <source>bản chính {number} · {said}</source>
        <translation>original {number} · {said}</translation>
    </message>
</context>
<context>
    <name>FileTypes</name>
    <message>
        <source>Tệp hồ sơ đã ký</source>
        <translation>Signed bundle</translation>
    </message>
    <message>
        <source>Gói cập nhật có chữ ký</source>
        <translation>Signed update pack</translation>
    </message>
    <message>
        <source>Tệp phần việc</source>
        <translation>Department file</translation>
    </message>
</context>
<context>
    <name>FindingLines</name>
    <message>
        <source>{places}  và {more} chỗ khác</source>
        <translation>{places}  and {more} more</translation>
    </message>
    <message>
        <source>chữ ký số {number}</source>
        <translation>signature {number}</translation>
    </message>
</context>
<context>
    <name>FinishDialog</name>
    <message>
        <source>Hoàn tất thành phiên bản mới</source>
        <translation>Finish as a new version</translation>
    </message>
    <message>
        <source>Phiên bản mới là một tệp riêng có mã SHA-256 riêng và không sửa được nữa. Hồ sơ mới dùng phiên bản mới nhất; hồ sơ đang làm chỉ chuyển sang khi anh/chị xem trước và đồng ý. Đã đối chiếu {checked}/{all} chỉ số.</source>
        <translation>The new version is a file of its own with its own SHA-256, and is never changed again. New assessments use the latest version; one in progress moves only after you have seen the preview and agreed. Checked: {checked} of {all} rows.</translation>
    </message>
    <message>
        <source>Chưa hoàn tất được:</source>
        <translation>It cannot be finished yet:</translation>
    </message>
    <message>
        <source>và {count} lỗi nữa</source>
        <translation>and {count} more</translation>
    </message>
    <message>
        <source>Mục</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>Điều thay đổi</source>
        <translation>What changes</translation>
    </message>
    <message>
        <source>Trước</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>Sau</source>
        <translation>After</translation>
    </message>
    <message>
        <source>Những gì thay đổi</source>
        <translation>What changes</translation>
    </message>
    <message>
        <source>Tạo phiên bản mới</source>
        <translation>Make the new version</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Chỉ số chính</source>
        <translation>Main indices</translation>
    </message>
    <message>
        <source>Chỉ số thành phần</source>
        <translation>Sub-indicators</translation>
    </message>
    <message>
        <source>Điểm tối đa</source>
        <translation>Maximum points</translation>
    </message>
    <message>
        <source>Nhập Số liệu chung trước</source>
        <translation>Fill in the common figures first</translation>
    </message>
    <message>
        <source>Trả lời lần lượt {count} chỉ số thành phần và đính kèm minh chứng; điểm và thứ hạng dự kiến hiện ngay khi nhập. Mọi thay đổi tự lưu trên máy này. Nhập Số liệu chung trước thì các số dùng chung chỉ phải gõ một lần.</source>
        <translation>Answer the {count} sub-indicators one by one and attach evidence; points and the projected rank show as you type. Every change is saved on this computer by itself. Fill in the common figures first and shared figures are typed only once.</translation>
    </message>
    <message>
        <source>Bắt đầu: {code} {title}</source>
        <translation>Start: {code} {title}</translation>
    </message>
    <message>
        <source>{province} {year}: hồ sơ mới, chưa có câu trả lời</source>
        <translation>{province} {year}: new assessment, no answers yet</translation>
    </message>
    <message>
        <source>{province} {year}: hồ sơ mới, {count} câu trả lời chờ xác nhận lại</source>
        <translation>{province} {year}: new assessment, answers to be confirmed: {count}</translation>
    </message>
    <message>
        <source>Câu trả lời năm {year} nằm sẵn bên từng chỉ số nhưng chưa được tính. Câu nào vẫn đúng thì bấm Alt + Enter để xác nhận và sang câu tiếp; câu nào đã khác thì trả lời lại. Minh chứng đi theo câu được xác nhận.</source>
        <translation>The answers of {year} are shown beside each sub-indicator and do not count yet. Where one still holds, press Alt + Enter to confirm it and go on; where it does not, answer again. Evidence comes with what is confirmed.</translation>
    </message>
    <message>
        <source>thu thập, không chấm điểm</source>
        <translation>collected, not scored</translation>
    </message>
</context>
<context>
    <name>ForecastFigures</name>
    <message>
        <source>Hạng dự báo năm {year}</source>
        <translation>Rank forecast for {year}</translation>
    </message>
    <message>
        <source>chưa rõ</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>giữa {median}, trong {of} {units}</source>
        <translation>median {median}, of {of} {units}</translation>
    </message>
    <message>
        <source>8 trên 10 khả năng {unit} đứng từ {low} đến {high}; khả năng giữa là {median}.</source>
        <translation>With 8 chances in 10 the {unit} ranks {low} to {high}; the median is {median}.</translation>
    </message>
    <message>
        <source>8 trên 10 khả năng giá trị được công nhận nằm trong khoảng này.</source>
        <translation>With 8 chances in 10 the recognised value lies in this range.</translation>
    </message>
    <message>
        <source>Giá trị được công nhận</source>
        <translation>Recognised value</translation>
    </message>
    <message>
        <source>Điểm kỳ vọng</source>
        <translation>Expected points</translation>
    </message>
    <message>
        <source>tự chấm {points}</source>
        <translation>claimed {points}</translation>
    </message>
    <message>
        <source>Số điểm kỳ vọng được công nhận</source>
        <translation>Points expected to be recognised</translation>
    </message>
    <message>
        <source>Vào nhóm {rank}</source>
        <translation>Top {rank}</translation>
    </message>
    <message>
        <source>khả năng</source>
        <translation>chance</translation>
    </message>
</context>
<context>
    <name>ForecastPage</name>
    <message>
        <source>Dự báo năm</source>
        <extracomment>Below this width of the page the sources stand under the distribution, and the rows under the totals. Nothing is typed here at first: the ring comes with the first key.</extracomment>
        <translation>Forecast for</translation>
    </message>
    <message>
        <source>Năm được dự báo</source>
        <translation>Year that is forecast</translation>
    </message>
    <message>
        <source>Hạng của</source>
        <translation>Rank of</translation>
    </message>
    <message>
        <source>Chưa thể dự báo</source>
        <translation>No forecast yet</translation>
    </message>
    <message>
        <source>Ở đây sẽ có khoảng hạng và những điểm có rủi ro. Trước hết hãy nhập kết quả đã công bố, từ trình đơn ở góc trên.</source>
        <translation>Here the range of ranks and the points at risk will stand. First take published results in, from the menu in the upper corner.</translation>
    </message>
    <message>
        <source>Kết quả năm {year} đã công bố: các {units} khác là số thật.</source>
        <translation>The results of {year} are published: the other {units} are facts.</translation>
    </message>
    <message>
        <source>Chưa biết giá trị của các {units} khác.</source>
        <translation>The values of the other {units} are not known.</translation>
    </message>
    <message>
        <source>Toàn bộ</source>
        <translation>Overall</translation>
    </message>
    <message>
        <source>Dự báo năm {year} từ kết quả đến năm {known}.</source>
        <translation>Forecast for {year} from results up to {known}.</translation>
    </message>
    <message>
        <source>Mới trả lời {answered}/{total} chỉ số, phần còn lại tính 0 điểm.</source>
        <translation>{answered}/{total} sub-indicators answered so far; the rest counts 0 points.</translation>
    </message>
    <message>
        <source>Khả năng đứng ở từng hạng năm {year}</source>
        <translation>Chance of each rank in {year}</translation>
    </message>
</context>
<context>
    <name>ForecastRecord</name>
    <message>
        <source>Dự báo này đáng tin đến đâu?</source>
        <translation>How far can this forecast be trusted?</translation>
    </message>
    <message>
        <source>Đang thử lại dự báo trên năm đã có kết quả…</source>
        <translation>Testing the forecast on a year whose results are known…</translation>
    </message>
    <message>
        <source>Chưa có năm nào biết đủ kết quả của mọi {units}, và trước đó còn có kết quả, để thử lại.</source>
        <translation>No year is known of all {units} with results before it, so nothing can be tested.</translation>
    </message>
    <message>
        <source>• Khoảng “8 trên 10 khả năng” chứa đúng hạng của {share} trong {count} {units}; khoảng rộng trung bình {width} bậc.</source>
        <translation>• The “8 chances in 10” range held the rank of {share} of the {count} {units}; it was {width} places wide on average.</translation>
    </message>
    <message>
        <source>• Dự báo không biết nơi khác sắp làm gì: hãy đọc cả khoảng, không chỉ hạng giữa.</source>
        <translation>• The forecast does not know what others are about to do: read the whole range, not only the median.</translation>
    </message>
    <message>
        <source>Thử lại: dự báo năm {year} chỉ từ kết quả đến năm {known}, rồi so với kết quả công bố.</source>
        <translation>The test: {year} forecast from results up to {known} alone, then compared with what was published.</translation>
    </message>
    <message>
        <source>• Hạng giữa của dự báo lệch trung bình {error} bậc.</source>
        <translation>• The median was off by {error} places on average.</translation>
    </message>
    <message>
        <source>• Hạng giữa của dự báo lệch trung bình {error} bậc; nếu chỉ giữ nguyên hạng năm trước thì lệch {last} bậc.</source>
        <translation>• The median was off by {error} places on average; keeping last year’s rank would have been off by {last}.</translation>
    </message>
</context>
<context>
    <name>ForecastSources</name>
    <message>
        <source>đã biết</source>
        <translation>known</translation>
    </message>
    <message>
        <source>Nguồn bất định</source>
        <translation>Sources of uncertainty</translation>
    </message>
    <message>
        <source>hạng nếu chỉ có nguồn này</source>
        <translation>ranks by this alone</translation>
    </message>
    <message>
        <source>Khả năng được chấp nhận</source>
        <translation>Chance of acceptance</translation>
    </message>
    <message>
        <source>Khả năng điểm chưa có minh chứng được chấp nhận; để trống: {default}</source>
        <translation>Chance that points without evidence are accepted; empty: {default}</translation>
    </message>
    <message>
        <source>Các {units} khác</source>
        <translation>The other {units}</translation>
    </message>
    <message>
        <source>Đã công bố, không còn bất định.</source>
        <translation>Published, no longer uncertain.</translation>
    </message>
    <message>
        <source>Chưa công bố; suy từ các năm trước.</source>
        <translation>Not published; drawn from past years.</translation>
    </message>
    <message>
        <source>Công nhận minh chứng</source>
        <translation>Acceptance of evidence</translation>
    </message>
    <message>
        <source>Điểm chưa có minh chứng có thể bị cắt.</source>
        <translation>Points without evidence may be cut.</translation>
    </message>
    <message>
        <source>Số liệu do cơ quan chủ trì đo</source>
        <translation>Measurements of the assessing body</translation>
    </message>
    <message>
        <source>Cơ quan chủ trì có thể đo khác số đã nhập.</source>
        <translation>They may differ from what was entered.</translation>
    </message>
    <message>
        <source>Từ 0 đến 100, nhiều nhất 4 số lẻ</source>
        <translation>From 0 to 100, at most 4 decimals</translation>
    </message>
</context>
<context>
    <name>FormActs</name>
    <message>
        <source>Xuất mẫu Excel</source>
        <translation>Export an Excel form</translation>
    </message>
    <message>
        <source>Xuất toàn bộ ra Excel</source>
        <translation>Export everything to Excel</translation>
    </message>
    <message>
        <source>Excel (*.xlsx)</source>
        <translation>Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Đã ghi {name}.</source>
        <translation>{name} was written.</translation>
    </message>
    <message>
        <source>Đã nhận {count} thay đổi từ {name}.</source>
        <translation>Changes imported from {name}: {count}.</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>GivenFiles</name>
    <message>
        <source>Bỏ {name}</source>
        <translation>Remove {name}</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>DTI Desktop</source>
        <translation>DTI Desktop</translation>
    </message>
    <message>
        <source>‹ Tất cả hồ sơ</source>
        <translation>‹ All assessments</translation>
    </message>
    <message>
        <source>Tự đánh giá chuyển đổi số cấp tỉnh</source>
        <translation>Provincial digital transformation self-assessment</translation>
    </message>
    <message>
        <source>Về danh sách hồ sơ</source>
        <translation>Back to all assessments</translation>
    </message>
    <message>
        <source>{title} {year} · Bản nháp</source>
        <translation>{title} {year} · Draft</translation>
    </message>
    <message>
        <source>DTI {year} · Hồ sơ mẫu · số liệu minh họa</source>
        <translation>DTI {year} · Sample · illustrative data</translation>
    </message>
    <message>
        <source>DTI {year} · Bản nháp</source>
        <translation>DTI {year} · Draft</translation>
    </message>
    <message>
        <source>{province}, {kind}. Về danh sách hồ sơ</source>
        <translation>{province}, {kind}. Back to all assessments</translation>
    </message>
    <message>
        <source>Phần việc của {department}</source>
        <translation>Part of {department}</translation>
    </message>
    <message>
        <source>Phần việc của {department} · hạn {day}</source>
        <translation>Part of {department} · due {day}</translation>
    </message>
    <message>
        <source>trên {scale} điểm</source>
        <translation>of {scale} points</translation>
    </message>
    <message>
        <source>giá trị DTI</source>
        <translation>DTI value</translation>
    </message>
    <message>
        <source>giá trị</source>
        <translation>value</translation>
    </message>
    <message>
        <source>đã trả lời</source>
        <translation>answered</translation>
    </message>
    <message>
        <source>hạng</source>
        <translation>rank</translation>
    </message>
    <message>
        <source>Chưa có kết quả công bố của năm nào để so sánh.</source>
        <translation>No year’s results have been published to compare with.</translation>
    </message>
    <message>
        <source>hạng năm {year}</source>
        <translation>rank, {year}</translation>
    </message>
    <message>
        <source>Nếu nộp như hiện nay, {unit} đứng thứ {rank} trên {of} theo kết quả công bố năm {year}.</source>
        <translation>If submitted as it stands, the {unit} would rank {rank} of {of} by the published results of {year}.</translation>
    </message>
    <message>
        <source>8 trên 10 khả năng {unit} đứng từ {low} đến {high}, khả năng giữa là {median}.</source>
        <translation>With 8 chances in 10 the {unit} ranks {low} to {high}; the median is {median}.</translation>
    </message>
    <message>
        <source>Chưa rõ hạng: năm {year} chưa có giá trị công bố của {count} {units} ({names}).</source>
        <translation>Rank unknown: the published values of {count} {units} are missing for {year} ({names}).</translation>
    </message>
    <message>
        <source>Trong vùng {region}: thứ {rank} trên {of}.</source>
        <translation>In the region {region}: {rank} of {of}.</translation>
    </message>
    <message>
        <source>dự báo hạng</source>
        <translation>forecast rank</translation>
    </message>
    <message>
        <source>dự báo hạng {year}</source>
        <translation>forecast rank {year}</translation>
    </message>
    <message>
        <source>Tự chấm {claimed} điểm, có minh chứng {backed}, có rủi ro {at_risk}.</source>
        <translation>Claimed {claimed} points, with evidence {backed}, at risk {at_risk}.</translation>
    </message>
    <message>
        <source>Giao diện sáng</source>
        <translation>Light theme</translation>
    </message>
    <message>
        <source>Giao diện tối</source>
        <translation>Dark theme</translation>
    </message>
    <message>
        <source>Các mục và chỉ số</source>
        <translation>Places and indicators</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Làm lại</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>Tìm chỉ số</source>
        <translation>Find a sub-indicator</translation>
    </message>
    <message>
        <source>Chuyển sang tiếng Anh</source>
        <translation>Switch to Vietnamese</translation>
    </message>
    <message>
        <source>Trình đơn</source>
        <translation>Menu</translation>
    </message>
</context>
<context>
    <name>HelpSearchField</name>
    <message>
        <source>Tìm trong trợ giúp</source>
        <translation>Search the help</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Trợ giúp</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Các mục trợ giúp</source>
        <translation>Topics of the help</translation>
    </message>
    <message>
        <source>Nội dung trợ giúp</source>
        <translation>Text of the help</translation>
    </message>
    <message>
        <source>Không tìm thấy. Thử từ khác.</source>
        <translation>Nothing found. Try another word.</translation>
    </message>
    <message>
        <source>Mục vừa xem</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Mục sau</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Năm bước đầu tiên</source>
        <translation>First five steps</translation>
    </message>
    <message>
        <source>Phím tắt</source>
        <translation>Keyboard shortcuts</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>So sánh trong năm</source>
        <extracomment>Below this width of the page the region stands under the rivals. Rivals that the picture shows on either side of the province.</extracomment>
        <translation>Compare in</translation>
    </message>
    <message>
        <source>Năm của đối thủ và vùng</source>
        <translation>Year of rivals and region</translation>
    </message>
    <message>
        <source>Qua các năm</source>
        <translation>Over the years</translation>
    </message>
    <message>
        <source>Kết quả công bố qua các năm</source>
        <translation>Published results over the years</translation>
    </message>
    <message>
        <source>Cách xem các năm</source>
        <translation>How the years are shown</translation>
    </message>
    <message>
        <source>Trụ cột</source>
        <translation>Pillars</translation>
    </message>
    <message>
        <source>Chỉ số chính</source>
        <translation>Main indices</translation>
    </message>
    <message>
        <source>Đường và dự báo</source>
        <translation>Lines and forecast</translation>
    </message>
    <message>
        <source>Gần nhất theo giá trị</source>
        <translation>Nearest by value</translation>
    </message>
    <message>
        <source>Chưa biết giá trị năm {year} của {province}, nên chưa rõ nơi nào gần nhất.</source>
        <translation>The value of {province} in {year} is not known, so neither are its nearest rivals.</translation>
    </message>
    <message>
        <source>Chưa biết giá trị năm {year} của nơi nào khác.</source>
        <translation>No other value of {year} is known.</translation>
    </message>
    <message>
        <source>Xanh: nơi khác hơn; xám: nơi đang xem hơn</source>
        <translation>Blue: the other is ahead; grey: this one is ahead</translation>
    </message>
    <message>
        <source>Chưa biết giá trị của {count} {units}, có thể nằm xen giữa</source>
        <translation>The values of {count} {units} are not known; they may lie between</translation>
    </message>
    <message>
        <source>Kết quả năm {years} theo cách chấm khác: chỉ nêu số đã công bố, không tính lại</source>
        <translation>The results of {years} were scored otherwise: only what was published is told, nothing is recomputed</translation>
    </message>
    <message>
        <source>Bảng của vùng</source>
        <translation>Table of the region</translation>
    </message>
    <message>
        <source>Chưa có kết quả công bố nào của {province}.</source>
        <translation>Nothing has been published of {province}.</translation>
    </message>
    <message>
        <source>Hạng của {province}</source>
        <translation>Rank of {province}</translation>
    </message>
    <message>
        <source>Dự báo: nếu câu trả lời của hồ sơ năm {year} vẫn như hiện nay</source>
        <translation>Forecast: if the answers of the {year} assessment stay as they are</translation>
    </message>
    <message>
        <source>Chưa có năm nào trước {year} để so sánh.</source>
        <translation>There is no year before {year} to compare with.</translation>
    </message>
    <message>
        <source>Gần nhất theo giá trị năm {year}</source>
        <translation>Nearest by value in {year}</translation>
    </message>
    <message>
        <source>Xem năm {year}</source>
        <translation>Show {year}</translation>
    </message>
    <message>
        <source>{region}, năm {year}</source>
        <translation>{region}, {year}</translation>
    </message>
    <message>
        <source>* suy ra, không công bố</source>
        <translation>* derived, not published</translation>
    </message>
    <message>
        <source>Trống (–) là chưa rõ, không phải 0</source>
        <translation>A dash (–) means not known, not 0</translation>
    </message>
</context>
<context>
    <name>ImportAnswersDialog</name>
    <message>
        <source>Chọn phiếu đã điền</source>
        <translation>Choose the filled-in form</translation>
    </message>
    <message>
        <source>Phiếu Excel hoặc CSV (*.xlsx *.csv)</source>
        <translation>Excel or CSV form (*.xlsx *.csv)</translation>
    </message>
    <message>
        <source>Nhập từ Excel</source>
        <translation>Import from Excel</translation>
    </message>
    <message>
        <source>Phiếu Excel hoặc CSV do chương trình xuất ra, đã được điền ở nơi khác. Chưa có gì thay đổi cho đến khi nhấn Nhận; nhận rồi, một lần hoàn tác trả lại tất cả.</source>
        <translation>An Excel or CSV form written by this program and filled in elsewhere. Nothing changes until you press Import; a single undo then takes everything back.</translation>
    </message>
    <message>
        <source>Kéo phiếu đã điền vào đây hoặc chọn tệp</source>
        <translation>Drop the filled-in form here or choose the file</translation>
    </message>
    <message>
        <source>Chọn tệp khác…</source>
        <translation>Choose another file…</translation>
    </message>
    <message>
        <source>Xem gì của phiếu</source>
        <translation>What to show of the form</translation>
    </message>
    <message>
        <source>Chọn tất cả</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>Bỏ chọn</source>
        <translation>Select none</translation>
    </message>
    <message>
        <source>Các ô của phiếu. Phím cách để nhận hoặc bỏ</source>
        <translation>The cells of the form. Space selects a change or leaves it out</translation>
    </message>
    <message>
        <source>Các lỗi của phiếu</source>
        <translation>The faults of the form</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Lỗi</source>
        <translation>Faults</translation>
    </message>
    <message>
        <source>Chỉ chỗ khác</source>
        <translation>Differences only</translation>
    </message>
    <message>
        <source>Cần chọn cách đọc</source>
        <translation>To be decided</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Ô</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>Lỗi và cách sửa</source>
        <translation>What is wrong, and what to do</translation>
    </message>
    <message>
        <source>Nhận</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Nhận {count} thay đổi</source>
        <translation>Import the changes ({count})</translation>
    </message>
    <message>
        <source>Chọn {count} trên {of} chỗ khác</source>
        <translation>selected: {count} of {of} differences</translation>
    </message>
    <message>
        <source>{count} số cần chọn cách đọc</source>
        <translation>numbers to be decided: {count}</translation>
    </message>
    <message>
        <source>{count} đã duyệt, giữ nguyên</source>
        <translation>approved and kept: {count}</translation>
    </message>
    <message>
        <source>{count} dòng không có trong phiếu</source>
        <translation>rows not in the form: {count}</translation>
    </message>
    <message>
        <source>Đang nhận…</source>
        <translation>Importing…</translation>
    </message>
    <message>
        <source>Đang đọc…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>Phiếu có {count} lỗi, nên chưa nhận được gì. Hãy sửa các ô dưới đây rồi chọn lại tệp.</source>
        <translation>Faults in the form: {count}, so nothing can be imported. Correct the cells below and choose the file again.</translation>
    </message>
    <message>
        <source>Phiếu không có gì khác hồ sơ. Không cần nhận.</source>
        <translation>Nothing in the form differs from the assessment. There is nothing to import.</translation>
    </message>
    <message>
        <source>Có ô mà cả phiếu và hồ sơ đều đã sửa sau khi xuất mẫu. Các ô đó chưa được chọn sẵn.</source>
        <translation>Some cells were changed both in the form and here after it was written. They are not selected yet.</translation>
    </message>
</context>
<context>
    <name>ImportResultsDialog</name>
    <message>
        <source>Nhập kết quả công bố</source>
        <translation>Import published results</translation>
    </message>
    <message>
        <source>Bảng CSV hoặc Excel có cột tỉnh hoặc đơn vị, và giá trị hoặc hạng; có thể có cột năm, chỉ số, nguồn, ghi chú. Bảng được nhập hết hoặc không dòng nào, và thay cho số đã biết của cùng nơi, năm, chỉ số.</source>
        <translation>A CSV or Excel table with a column of provinces or units, and of values or ranks; it may have columns for year, index, source and note. It is taken in whole or not at all, and replaces what is known of the same place, year and index.</translation>
    </message>
    <message>
        <source>Năm của kết quả</source>
        <translation>Year of the results</translation>
    </message>
    <message>
        <source>Kéo bảng kết quả vào đây hoặc chọn tệp</source>
        <translation>Drop the table here or choose a file</translation>
    </message>
    <message>
        <source>Theo cột năm trong bảng</source>
        <translation>As in the table</translation>
    </message>
    <message>
        <source>Kết quả của</source>
        <translation>Results of</translation>
    </message>
    <message>
        <source>{units} của {province}</source>
        <translation>{units}, {province}</translation>
    </message>
    <message>
        <source>Các tỉnh, thành phố</source>
        <translation>Provinces and cities</translation>
    </message>
    <message>
        <source>Chỗ</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>Năm</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>Của</source>
        <translation>Of</translation>
    </message>
    <message>
        <source>Trung bình các đơn vị của {province}</source>
        <translation>Mean of the units of {province}</translation>
    </message>
    <message>
        <source>Chỉ số</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>Giá trị</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Hạng</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>Trung bình cả nước</source>
        <translation>National mean</translation>
    </message>
</context>
<context>
    <name>ImportScoresDialog</name>
    <message>
        <source>Nhập điểm thẩm định</source>
        <translation>Import assessed points</translation>
    </message>
    <message>
        <source>Bảng CSV hoặc Excel có cột mã chỉ số thành phần và cột điểm; có thể có cột lý do. Bảng được nhập hết hoặc không dòng nào, thay cho điểm đã nhập của cùng chỉ số; hoàn tác được. Kho được sao lưu trước.</source>
        <translation>A CSV or Excel table with a column of sub-indicator codes and one of points; a column of reasons is optional. It is imported as a whole or not at all, and replaces points already imported for the same rows; it can be undone. The data is backed up first.</translation>
    </message>
    <message>
        <source>Điểm của</source>
        <translation>Points of</translation>
    </message>
    <message>
        <source>Cơ quan thẩm định</source>
        <translation>Assessing body</translation>
    </message>
    <message>
        <source>Người rà soát</source>
        <translation>Reviewer</translation>
    </message>
    <message>
        <source>Kéo bảng điểm vào đây hoặc chọn tệp</source>
        <translation>Drop the table of points here or choose a file</translation>
    </message>
    <message>
        <source>Chỗ</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>Mã</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Chỉ số thành phần</source>
        <translation>Sub-indicator</translation>
    </message>
    <message>
        <source>Đã biết</source>
        <translation>Known</translation>
    </message>
    <message>
        <source>Trong bảng</source>
        <translation>In the table</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
</context>
<context>
    <name>ImportTableDialog</name>
    <message>
        <source>Bảng (*.csv *.xlsx)</source>
        <translation>Tables (*.csv *.xlsx)</translation>
    </message>
    <message>
        <source>Xem gì của bảng</source>
        <translation>What to show of the table</translation>
    </message>
    <message>
        <source>Nội dung đọc được</source>
        <translation>What was read</translation>
    </message>
    <message>
        <source>Nhập</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Lỗi</source>
        <translation>Faults</translation>
    </message>
    <message>
        <source>Lưu ý</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Dòng đọc được</source>
        <translation>Rows read</translation>
    </message>
    <message>
        <source>Đang đọc…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>Đang nhập…</source>
        <translation>Importing…</translation>
    </message>
    <message>
        <source>Bảng có {count} lỗi, nên chưa nhập được dòng nào. Hãy sửa tệp rồi chọn lại.</source>
        <translation>Faults in the table: {count}, so no row can be imported. Correct the file, then choose it again.</translation>
    </message>
    <message>
        <source>Đọc được {rows} dòng, tất cả đã có trong chương trình. Không cần nhập.</source>
        <translation>Rows read: {rows}, all of them known already. There is nothing to import.</translation>
    </message>
    <message>
        <source>Đọc được {rows} dòng, trong đó {changes} dòng mới hoặc khác số đã biết.</source>
        <translation>Rows read: {rows}; new or different from what is known: {changes}.</translation>
    </message>
    <message>
        <source>Chỗ</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>Nội dung</source>
        <translation>Contents</translation>
    </message>
</context>
<context>
    <name>IndexChoice</name>
    <message>
        <source>Mọi chỉ số chính</source>
        <translation>All main indices</translation>
    </message>
    <message>
        <source>Lọc theo chỉ số chính</source>
        <translation>Filter by main index</translation>
    </message>
</context>
<context>
    <name>IndexTable</name>
    <message>
        <source>Tiến độ theo chỉ số chính</source>
        <extracomment>What the numbers need: points won, four counters, points still open. Heads may need more. As wide as the table is in the office&apos;s window.</extracomment>
        <translation>Progress by main index</translation>
    </message>
    <message>
        <source>Điểm
đạt</source>
        <translation>Points
won</translation>
    </message>
    <message>
        <source>Đã
trả lời</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>Số chỉ số thành phần đã trả lời đủ</source>
        <translation>Sub-indicators fully answered</translation>
    </message>
    <message>
        <source>Có minh
chứng</source>
        <translation>With
evidence</translation>
    </message>
    <message>
        <source>Có ít nhất một tài liệu đính kèm</source>
        <translation>With at least one document attached</translation>
    </message>
    <message>
        <source>Hợp lệ</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>Đã trả lời và không còn việc chặn nộp hay cần giải trình</source>
        <translation>Answered, with nothing left that blocks submission or needs an explanation</translation>
    </message>
    <message>
        <source>Đã
duyệt</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Đã rà soát xong và được duyệt</source>
        <translation>Reviewed and approved</translation>
    </message>
    <message>
        <source>Điểm
còn mở</source>
        <translation>Points
open</translation>
    </message>
    <message>
        <source>Điểm tối đa trừ điểm đạt</source>
        <translation>Maximum points less points won</translation>
    </message>
    <message>
        <source>Đạt {points} trên {max_points} điểm; đã trả lời nhưng chưa đạt {lost}; chưa trả lời {unanswered}</source>
        <translation>{points} of {max_points} points won; answered but not won {lost}; not answered {unanswered}</translation>
    </message>
    <message>
        <source>Thu thập, không chấm điểm</source>
        <translation>Collected, not scored</translation>
    </message>
</context>
<context>
    <name>IndicatorHead</name>
    <message>
        <source>Đã đối chiếu với văn bản gốc</source>
        <translation>Confirmed against the official text</translation>
    </message>
    <message>
        <source>Chưa đối chiếu với văn bản gốc</source>
        <translation>Not confirmed against the official text</translation>
    </message>
    <message>
        <source>Cơ quan chủ trì đo</source>
        <translation>Measured by the assessing body</translation>
    </message>
    <message>
        <source>Xem dòng này trong bộ chỉ số</source>
        <translation>See this row in the catalogue</translation>
    </message>
    <message>
        <source>Đối chiếu dòng này</source>
        <translation>Check this row</translation>
    </message>
    <message>
        <source>Cơ quan chủ trì đo: số nhập là ước tính</source>
        <translation>Measured by the assessing body: what is entered is an estimate</translation>
    </message>
    <message>
        <source>Số liệu này do cơ quan chủ trì tự đo và công bố. Con số nhập ở đây chỉ để ước tính điểm; kết quả cuối cùng có thể khác.</source>
        <translation>The assessing body measures and publishes this figure itself. What is entered here only serves to estimate the points; the final result may differ.</translation>
    </message>
    <message>
        <source>Lời văn, điểm và cách chấm đã được đối chiếu với {decision}.</source>
        <translation>Wording, points and scoring have been confirmed against {decision}.</translation>
    </message>
    <message>
        <source>Nội dung đo lường có trong nguồn tham khảo, nhưng lời văn, điểm và ngưỡng ở đây là suy luận. Hãy đối chiếu với {decision} mà đơn vị đang giữ; văn bản gốc có thể khác.</source>
        <translation>What is measured appears in a source, but wording, points and thresholds here are inferred. Check them against the {decision} that your office holds; the original may differ.</translation>
    </message>
    <message>
        <source>Chỉ số này được ghi lại theo trí nhớ, chưa có nguồn. Lời văn, điểm và ngưỡng trong {decision} có thể khác. Hãy đối chiếu trước khi dùng để nộp.</source>
        <translation>This sub-indicator is written from memory, without a source. The wording, points and thresholds in {decision} may differ. Check them before you submit.</translation>
    </message>
    <message>
        <source>Bản tiếng Anh là cách diễn đạt riêng của chương trình.</source>
        <translation>The English is the program’s own wording.</translation>
    </message>
</context>
<context>
    <name>IndicatorPage</name>
    <message>
        <source>Ctrl + Enter: câu chưa trả lời tiếp theo</source>
        <translation>Ctrl + Enter: next unanswered</translation>
    </message>
    <message>
        <source>Chỉ số sau, phím Alt + mũi tên phải</source>
        <translation>Next sub-indicator, Alt + Right arrow</translation>
    </message>
    <message>
        <source>Bảng nhập</source>
        <extracomment>Below this width of the window the evidence becomes a tab. The right column: as wide as in the office, wider where there is room for a larger preview. The row of buttons below, which no passing message may cover.</extracomment>
        <translation>Entry table</translation>
    </message>
    <message>
        <source>Chỉ số trước, phím Alt + mũi tên trái</source>
        <translation>Previous sub-indicator, Alt + Left arrow</translation>
    </message>
    <message>
        <source>Việc còn lại</source>
        <translation>What remains</translation>
    </message>
    <message>
        <source>Alt + Enter: xác nhận như năm trước, sang câu tiếp</source>
        <translation>Alt + Enter: confirm as last year, go on</translation>
    </message>
    <message>
        <source>Tất cả các chỉ số đã được trả lời.</source>
        <translation>Every sub-indicator has been answered.</translation>
    </message>
    <message>
        <source>Mọi câu trả lời năm {year} đã được xác nhận hoặc thay bằng câu mới.</source>
        <translation>Every answer of {year} has been confirmed or replaced.</translation>
    </message>
</context>
<context>
    <name>IndicatorSearch</name>
    <message>
        <source>Tìm chỉ số, ví dụ “dinh danh”</source>
        <translation>Search, e.g. “identity”</translation>
    </message>
    <message>
        <source>Tìm chỉ số</source>
        <translation>Find a sub-indicator</translation>
    </message>
</context>
<context>
    <name>IndicatorTabs</name>
    <message>
        <source>Cách chấm</source>
        <translation>Scoring</translation>
    </message>
    <message>
        <source>Giải trình</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Năm trước</source>
        <translation>Earlier years</translation>
    </message>
    <message>
        <source>Nhật ký</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Rà soát</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>Về nơi giao cùng phần việc; không in, không xuất theo hồ sơ.</source>
        <translation>Goes back to the office with the part; not printed, not submitted.</translation>
    </message>
    <message>
        <source>Ghi chú riêng</source>
        <translation>Private note</translation>
    </message>
    <message>
        <source>Chỉ để nội bộ: không in, không xuất theo hồ sơ.</source>
        <translation>Internal only: never printed, never exported with the assessment.</translation>
    </message>
    <message>
        <source>Ai cung cấp số liệu, còn chờ gì…</source>
        <translation>Who supplies the figures, what is still awaited…</translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Minh chứng thường dùng: {evidence}.</source>
        <translation>Usual evidence: {evidence}.</translation>
    </message>
    <message>
        <source>Vì sao chưa có minh chứng, số liệu lấy từ đâu…</source>
        <translation>Why there is no evidence yet, where the figures come from…</translation>
    </message>
    <message>
        <source>Cần giải trình vì chưa có minh chứng; hoặc thêm minh chứng ở bên.</source>
        <translation>Explain why there is no evidence, or add evidence alongside.</translation>
    </message>
    <message>
        <source>Cần giải trình vì câu trả lời chưa đủ; hoặc nhập cho đủ.</source>
        <translation>Explain why the answer is incomplete, or complete it.</translation>
    </message>
    <message>
        <source>In trong báo cáo và đi cùng hồ sơ nộp.</source>
        <translation>Printed in the report and submitted with the assessment.</translation>
    </message>
    <message>
        <source>Chưa có thay đổi nào được ghi.</source>
        <translation>No changes recorded yet.</translation>
    </message>
    <message>
        <source>Mang sang từ năm {year}</source>
        <translation>Brought over from {year}</translation>
    </message>
    <message>
        <source>chưa trả lời</source>
        <translation>not answered</translation>
    </message>
    <message>
        <source>Hồ sơ {year}</source>
        <translation>Assessment {year}</translation>
    </message>
    <message>
        <source>Chỉ số chính {index}: {value}</source>
        <translation>Main index {index}: {value}</translation>
    </message>
    <message>
        <source>{text}, hạng {rank}</source>
        <translation>{text}, rank {rank}</translation>
    </message>
    <message>
        <source>Công bố {year}</source>
        <translation>Published {year}</translation>
    </message>
    <message>
        <source>Chưa có số liệu của các năm trước cho chỉ số này.</source>
        <translation>No figures of earlier years for this sub-indicator.</translation>
    </message>
    <message>
        <source>Cần giải trình vì có minh chứng ban hành ngoài năm đánh giá.</source>
        <translation>An explanation is needed because evidence was issued outside the assessment year.</translation>
    </message>
</context>
<context>
    <name>InfoInput</name>
    <message>
        <source>Có</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>Không</source>
        <translation>No</translation>
    </message>
</context>
<context>
    <name>IntakeDialog</name>
    <message>
        <source>Không đủ chỗ cho {count} tệp</source>
        <translation>Files that do not fit: {count}</translation>
    </message>
    <message>
        <source>{count} tệp có dấu chỉ độ mật</source>
        <translation>Files marked as state secrets: {count}</translation>
    </message>
    <message>
        <source>{count} tệp không nhận được</source>
        <translation>Files that cannot be added: {count}</translation>
    </message>
    <message>
        <source>{good} trên {total} tệp nhận được. Chưa tệp nào được đưa vào.</source>
        <translation>{good} of {total} files can be added. None has been added yet.</translation>
    </message>
    <message>
        <source>Chưa tệp nào được đưa vào.</source>
        <translation>No file has been added.</translation>
    </message>
    <message>
        <source>Tài liệu bí mật nhà nước không được lưu trên máy tính nối mạng. Chỉ khi tài liệu không thuộc bí mật nhà nước hoặc đã được giải mật, hãy ghi lý do: tên tệp, dấu, lý do và người xác nhận được ghi vào nhật ký. Nếu không, chương trình không giữ lại bản nào.</source>
        <translation>State secrets must not be kept on a computer with a network connection. Only if a document is not a state secret, or has been declassified, give the reason: file name, mark, reason and who confirmed it go into the journal. Otherwise the program keeps no copy.</translation>
    </message>
    <message>
        <source>Vì sao tài liệu này không thuộc bí mật nhà nước</source>
        <translation>Why this is not a state secret</translation>
    </message>
    <message>
        <source>Đã giải mật theo Quyết định số…</source>
        <translation>Declassified by Decision no. …</translation>
    </message>
    <message>
        <source>Không đưa tệp nào vào</source>
        <translation>Add nothing</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Đưa tệp còn lại vào</source>
        <translation>Add the other file</translation>
    </message>
    <message>
        <source>Đưa {count} tệp còn lại vào</source>
        <translation>Add the other {count} files</translation>
    </message>
    <message>
        <source>Xác nhận và đưa tệp vào</source>
        <translation>Confirm and add it</translation>
    </message>
    <message>
        <source>Xác nhận và đưa {count} tệp vào</source>
        <translation>Confirm and add {count} files</translation>
    </message>
</context>
<context>
    <name>IssuePartDialog</name>
    <message>
        <source>Chỉ số giao ({count})</source>
        <translation>Sub-indicators ({count})</translation>
    </message>
    <message>
        <source>chọn chỉ số</source>
        <translation>choose sub-indicators</translation>
    </message>
    <message>
        <source>ghi tên đơn vị</source>
        <translation>name the department</translation>
    </message>
    <message>
        <source>sửa hạn trả</source>
        <translation>correct the due date</translation>
    </message>
    <message>
        <source>sửa mật khẩu</source>
        <translation>correct the passphrase</translation>
    </message>
    <message>
        <source>Còn phải {what}.</source>
        <translation>Still to do: {what}.</translation>
    </message>
    <message>
        <source>Giao việc</source>
        <translation>Hand out</translation>
    </message>
    <message>
        <source>Giao việc cho đơn vị</source>
        <translation>Hand a part out to a department</translation>
    </message>
    <message>
        <source>Đơn vị nhận</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Sở Nội vụ</source>
        <translation>Department of Home Affairs</translation>
    </message>
    <message>
        <source>Ví dụ: {name}</source>
        <translation>Example: {name}</translation>
    </message>
    <message>
        <source>Hạn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Lời nhắn</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Cần số liệu đến ngày nào, minh chứng loại gì…</source>
        <translation>Figures up to what date, what kind of evidence…</translation>
    </message>
    <message>
        <source>Chỉ số giao</source>
        <translation>Sub-indicators to hand out</translation>
    </message>
    <message>
        <source>đã duyệt</source>
        <translation>approved</translation>
    </message>
    <message>
        <source>Chọn nơi lưu…</source>
        <translation>Choose where to save…</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>Trả lời</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Giải trình</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>Nội dung của mục này không đọc được.</source>
        <translation>What this entry holds cannot be read.</translation>
    </message>
    <message>
        <source>Bị đổi từ bên ngoài. {what}</source>
        <translation>Changed from outside. {what}</translation>
    </message>
    <message>
        <source>Ghi chú riêng</source>
        <translation>Private note</translation>
    </message>
    <message>
        <source>Đánh dấu đã rà soát</source>
        <translation>Marked as reviewed</translation>
    </message>
    <message>
        <source>Bỏ dấu đã rà soát</source>
        <translation>No longer marked as reviewed</translation>
    </message>
    <message>
        <source>Hoàn tác. {what}</source>
        <translation>Undo. {what}</translation>
    </message>
    <message>
        <source>Làm lại. {what}</source>
        <translation>Redo. {what}</translation>
    </message>
    <message>
        <source>Lãnh đạo ký</source>
        <translation>Signing leader</translation>
    </message>
    <message>
        <source>Tạo hồ sơ {province} {year}</source>
        <translation>Assessment {province} {year} begun</translation>
    </message>
    <message>
        <source>Chuyển phiên bản bộ chỉ số</source>
        <translation>Moved to another catalogue version</translation>
    </message>
    <message>
        <source>Cất hồ sơ</source>
        <translation>Assessment put aside</translation>
    </message>
    <message>
        <source>Lấy lại hồ sơ đã cất</source>
        <translation>Assessment taken back</translation>
    </message>
    <message>
        <source>trống</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>viết mới</source>
        <translation>written</translation>
    </message>
    <message>
        <source>xóa</source>
        <translation>removed</translation>
    </message>
    <message>
        <source>sửa</source>
        <translation>changed</translation>
    </message>
    <message>
        <source>(tài liệu đã xóa)</source>
        <translation>(document removed)</translation>
    </message>
    <message>
        <source>Xóa tài liệu {title}</source>
        <translation>Document removed: {title}</translation>
    </message>
    <message>
        <source>Nhận tài liệu {title}</source>
        <translation>Document taken in: {title}</translation>
    </message>
    <message>
        <source>số, ký hiệu</source>
        <translation>number</translation>
    </message>
    <message>
        <source>ngày ban hành</source>
        <translation>date</translation>
    </message>
    <message>
        <source>cơ quan ban hành</source>
        <translation>issuer</translation>
    </message>
    <message>
        <source>trích yếu</source>
        <translation>subject</translation>
    </message>
    <message>
        <source>tệp</source>
        <translation>file</translation>
    </message>
    <message>
        <source>Trích dẫn {title}</source>
        <translation>Citation of {title}</translation>
    </message>
    <message>
        <source>Thêm minh chứng {title}</source>
        <translation>Added evidence {title}</translation>
    </message>
    <message>
        <source>Gỡ minh chứng {title}</source>
        <translation>Detached evidence {title}</translation>
    </message>
    <message>
        <source>Minh chứng {title}: trang {pages}</source>
        <translation>Evidence {title}: p. {pages}</translation>
    </message>
    <message>
        <source>Hôm nay</source>
        <extracomment>What an act is marked with, where it is more than a change.</extracomment>
        <translation>Today</translation>
    </message>
    <message>
        <source>Hôm qua</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>Ước tính · {what}</source>
        <translation>Estimate · {what}</translation>
    </message>
    <message>
        <source>Kịch bản “{name}”: lưu mới</source>
        <translation>Scenario “{name}”: saved</translation>
    </message>
    <message>
        <source>Kịch bản “{name}”: xóa</source>
        <translation>Scenario “{name}”: removed</translation>
    </message>
    <message>
        <source>Kịch bản “{before}”: đổi tên thành “{name}”</source>
        <translation>Scenario “{before}”: renamed to “{name}”</translation>
    </message>
    <message>
        <source>Kịch bản “{name}”: sửa</source>
        <translation>Scenario “{name}”: changed</translation>
    </message>
    <message>
        <source>công sức (ngày công)</source>
        <translation>effort (person-days)</translation>
    </message>
    <message>
        <source>khả năng được chấp nhận</source>
        <translation>chance of acceptance</translation>
    </message>
    <message>
        <source>mức đạt thấp nhất</source>
        <translation>lowest share</translation>
    </message>
    <message>
        <source>mức đạt cao nhất</source>
        <translation>highest share</translation>
    </message>
    <message>
        <source>đơn vị chủ trì</source>
        <translation>responsible unit</translation>
    </message>
    <message>
        <source>hạn hoàn thành</source>
        <translation>due date</translation>
    </message>
    <message>
        <source>không thể thực hiện</source>
        <translation>cannot be done</translation>
    </message>
    <message>
        <source>hạn nhập số liệu</source>
        <translation>data deadline</translation>
    </message>
    <message>
        <source>có</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>không</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Vì sao đổi</source>
        <translation>Why it changed</translation>
    </message>
    <message>
        <source>Bỏ dấu đã nhập lên cổng của Bộ</source>
        <translation>No longer marked as entered into the ministry’s portal</translation>
    </message>
    <message>
        <source>Đánh dấu đã nhập lên cổng của Bộ</source>
        <translation>Marked as entered into the ministry’s portal</translation>
    </message>
    <message>
        <source>Phần việc được giao cho {department}</source>
        <translation>Part handed to {department}</translation>
    </message>
    <message>
        <source>Bỏ số liệu năm trước</source>
        <translation>Last year’s figures removed</translation>
    </message>
    <message>
        <source>Mang theo số liệu của năm {year}</source>
        <translation>Figures of {year} brought over</translation>
    </message>
    <message>
        <source>Năm trước, mã {code}: chưa có chỗ</source>
        <translation>Last year’s {code}: no place yet</translation>
    </message>
    <message>
        <source>Năm trước, mã {code}</source>
        <translation>Last year’s {code}</translation>
    </message>
    <message>
        <source>Rà soát: {before} → {after}</source>
        <translation>Review: {before} → {after}</translation>
    </message>
    <message>
        <source>Gỡ ý kiến {text}</source>
        <translation>Comment removed: {text}</translation>
    </message>
    <message>
        <source>Ý kiến {text}</source>
        <translation>Comment: {text}</translation>
    </message>
    <message>
        <source>Mở lại ý kiến {text}</source>
        <translation>Comment reopened: {text}</translation>
    </message>
    <message>
        <source>Đã xử lý ý kiến {text}</source>
        <translation>Comment settled: {text}</translation>
    </message>
    <message>
        <source>Sửa ý kiến {text}</source>
        <translation>Comment edited: {text}</translation>
    </message>
    <message>
        <source>Điểm của người rà soát</source>
        <translation>Reviewer’s points</translation>
    </message>
    <message>
        <source>Điểm cơ quan thẩm định</source>
        <translation>Points assessed by the assessing body</translation>
    </message>
    <message>
        <source>Thu lại phần việc giao cho {department}</source>
        <translation>Part taken back from {department}</translation>
    </message>
    <message>
        <source>Giao việc cho {department}</source>
        <translation>Part handed out to {department}</translation>
    </message>
    <message>
        <source>Nhận phần việc của {department}</source>
        <translation>Part of {department} taken in</translation>
    </message>
    <message>
        <source>Sửa việc giao cho {department}</source>
        <translation>Part of {department} changed</translation>
    </message>
</context>
<context>
    <name>JournalFilters</name>
    <message>
        <source>Mọi người</source>
        <translation>Everybody</translation>
    </message>
    <message>
        <source>Từ ngày</source>
        <translation>From</translation>
    </message>
    <message>
        <source>đến ngày</source>
        <translation>to</translation>
    </message>
    <message>
        <source>Đến ngày</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Bỏ lọc</source>
        <translation>Clear filters</translation>
    </message>
    <message>
        <source>Lọc nhật ký theo người</source>
        <translation>Filter the journal by person</translation>
    </message>
    <message>
        <source>Lọc nhật ký theo loại</source>
        <translation>Filter the journal by kind</translation>
    </message>
    <message>
        <source>Câu trả lời, số liệu</source>
        <translation>Answers, figures</translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Giải trình, ghi chú</source>
        <translation>Explanations, notes</translation>
    </message>
    <message>
        <source>Ước tính, kịch bản</source>
        <translation>Estimates, scenarios</translation>
    </message>
    <message>
        <source>Rà soát, phân công</source>
        <translation>Review, assignments</translation>
    </message>
    <message>
        <source>Sự kiện</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Mọi loại</source>
        <translation>Every kind</translation>
    </message>
</context>
<context>
    <name>JournalPage</name>
    <message>
        <source>Nhật ký</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Xuất bảng CSV…</source>
        <translation>Export as CSV…</translation>
    </message>
    <message>
        <source>Nhật ký, mới nhất trước</source>
        <translation>Journal, newest first</translation>
    </message>
    <message>
        <source>Nhật ký còn trống</source>
        <translation>The journal is empty</translation>
    </message>
    <message>
        <source>Mỗi thay đổi của hồ sơ sẽ được ghi ở đây.</source>
        <translation>Every change to the assessment will be recorded here.</translation>
    </message>
    <message>
        <source>Không có mục nào</source>
        <translation>No entries</translation>
    </message>
    <message>
        <source>Không có gì được ghi cho phần đang lọc.</source>
        <translation>Nothing is recorded under this filter.</translation>
    </message>
    <message>
        <source>Xem tất cả</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>Xuất nhật ký ra bảng</source>
        <translation>Export the journal as a table</translation>
    </message>
    <message>
        <source>Bảng CSV (*.csv)</source>
        <translation>CSV table (*.csv)</translation>
    </message>
    <message>
        <source>Đã xuất nhật ký ra {name}.</source>
        <translation>The journal was exported to {name}.</translation>
    </message>
</context>
<context>
    <name>JournalStateLine</name>
    <message>
        <source>Sao chép đầu chuỗi</source>
        <translation>Copy the head of the chain</translation>
    </message>
    <message>
        <source>Đang kiểm tra chuỗi nhật ký…</source>
        <translation>Checking the journal’s chain…</translation>
    </message>
    <message>
        <source>Chuỗi nhật ký nguyên vẹn · {entries} mục · đầu chuỗi {head}</source>
        <translation>The journal’s chain is intact · {entries} entries · head {head}</translation>
    </message>
    <message>
        <source>Chuỗi nhật ký không nguyên vẹn · {entries} mục · đầu chuỗi {head}</source>
        <translation>The journal’s chain is broken · {entries} entries · head {head}</translation>
    </message>
    <message>
        <source>Hồ sơ chưa ký được. Hãy khôi phục từ bản sao lưu; hoặc, khi đã đối chiếu và biết rõ nguyên nhân, chấp nhận và ghi lý do vào nhật ký.</source>
        <translation>The assessment cannot be signed yet. Restore a backup; or, once it has been compared and the cause is known, accept it and write the reason into the journal.</translation>
    </message>
    <message>
        <source>Lỗi này đã được một người chấp nhận; lý do nằm trong nhật ký.</source>
        <translation>Somebody accepted this; the reason is in the journal.</translation>
    </message>
    <message>
        <source>Chấp nhận…</source>
        <translation>Accept…</translation>
    </message>
</context>
<context>
    <name>JournalTable</name>
    <message>
        <source>Mục</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>Thời điểm</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Người</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Chỉ số</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>Việc đã làm</source>
        <translation>What was done</translation>
    </message>
    <message>
        <source>Thời điểm UTC</source>
        <translation>Time in UTC</translation>
    </message>
    <message>
        <source>Mã băm</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Ghi chú riêng (nội dung không xuất)</source>
        <translation>Private note (not exported)</translation>
    </message>
</context>
<context>
    <name>KeyForm</name>
    <message>
        <source>Chọn tệp khóa</source>
        <extracomment>How key files are called.</extracomment>
        <translation>Choose a key file</translation>
    </message>
    <message>
        <source>Tệp khóa ({endings});;Mọi tệp (*)</source>
        <translation>Key files ({endings});;All files (*)</translation>
    </message>
    <message>
        <source>Khóa để ký</source>
        <translation>Key to sign with</translation>
    </message>
    <message>
        <source>Tệp khóa (.p12, .pfx)</source>
        <translation>Key file (.p12, .pfx)</translation>
    </message>
    <message>
        <source>USB token, thẻ (PKCS#11)</source>
        <translation>USB token, card (PKCS#11)</translation>
    </message>
    <message>
        <source>Tệp khóa của người ký (.p12, .pfx)</source>
        <translation>The signer’s key file (.p12, .pfx)</translation>
    </message>
    <message>
        <source>Chọn tệp khóa…</source>
        <translation>Choose a key file…</translation>
    </message>
    <message>
        <source>Mật khẩu của tệp khóa</source>
        <translation>Password of the key file</translation>
    </message>
    <message>
        <source>Hiện mật khẩu</source>
        <translation>Show password</translation>
    </message>
    <message>
        <source>Mở khóa</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Mật khẩu chỉ dùng một lần trên máy này rồi xóa ngay; không lưu, không gửi đi đâu.</source>
        <translation>The password is used once on this computer and wiped at once; it is never stored or sent.</translation>
    </message>
    <message>
        <source>Chứng thư trong tệp khóa</source>
        <translation>Certificate in the key file</translation>
    </message>
    <message>
        <source>Chưa chọn tệp</source>
        <translation>No file chosen</translation>
    </message>
    <message>
        <source>Chủ thể</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>Nơi cấp</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>Số sê-ri</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Hiệu lực</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>từ {start} đến {end}</source>
        <translation>from {start} to {end}</translation>
    </message>
    <message>
        <source>Chứng thư này không ký được lúc này.</source>
        <translation>This certificate cannot sign at present.</translation>
    </message>
    <message>
        <source>Hãy xem ngày giờ của máy có đúng không. Nếu đúng, hãy chọn khóa có chứng thư còn hiệu lực, hoặc xin nơi cấp gia hạn.</source>
        <translation>Look whether the date of this computer is right. If it is, choose a key whose certificate is still valid, or ask its issuer to renew it.</translation>
    </message>
    <message>
        <source>Hãy chọn khóa khác, hoặc hỏi nơi cấp chứng thư.</source>
        <translation>Choose another key, or ask the issuer of the certificate.</translation>
    </message>
</context>
<context>
    <name>LeagueTable</name>
    <message>
        <source>Hạng</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>Vùng</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Giá trị</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Cách biệt
(điểm)</source>
        <translation>Gap
(points)</translation>
    </message>
    <message>
        <source>Hơn (+) hoặc kém (−) hồ sơ này bao nhiêu điểm</source>
        <translation>Points ahead of (+) or behind (−) this assessment</translation>
    </message>
    <message>
        <source>{pillar}: giá trị và hạng</source>
        <translation>{pillar}: value and rank</translation>
    </message>
    <message>
        <source>chưa rõ</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>Suy ra từ giá trị chung và các chỉ số chính</source>
        <translation>Derived from the overall value and the main indices</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Kho minh chứng</source>
        <translation>Evidence library</translation>
    </message>
    <message>
        <source>Tài liệu của mọi hồ sơ. Kéo vào chỉ số, hoặc nhấn Enter rồi chọn chỉ số.</source>
        <translation>Documents of all assessments. Drag one to an indicator, or press Enter and choose an indicator.</translation>
    </message>
    <message>
        <source>Tài liệu được liệt kê</source>
        <translation>Documents listed</translation>
    </message>
    <message>
        <source>Năm của hồ sơ</source>
        <translation>Year of the assessment</translation>
    </message>
    <message>
        <source>Tài liệu trong kho</source>
        <translation>Documents in the library</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Chưa dùng</source>
        <translation>Unused</translation>
    </message>
    <message>
        <source>Trùng</source>
        <translation>Repeated</translation>
    </message>
    <message>
        <source>Mọi năm</source>
        <translation>All years</translation>
    </message>
    <message>
        <source>Năm {year}</source>
        <translation>Year {year}</translation>
    </message>
    <message>
        <source>Không có tài liệu nào như vậy</source>
        <translation>No such document</translation>
    </message>
    <message>
        <source>Bỏ lọc</source>
        <translation>Clear filters</translation>
    </message>
    <message>
        <source>Chưa có minh chứng nào</source>
        <translation>No evidence yet</translation>
    </message>
    <message>
        <source>Tài liệu thêm vào các chỉ số của mọi hồ sơ sẽ có ở đây.</source>
        <translation>Documents added to the sub-indicators of any assessment will appear here.</translation>
    </message>
    <message>
        <source>Đã chọn {count} tài liệu</source>
        <translation>Documents chosen: {count}</translation>
    </message>
    <message>
        <source>và {count} hồ sơ khác</source>
        <translation>and {count} more</translation>
    </message>
    <message>
        <source>Trùng số với tài liệu khác: {others}</source>
        <translation>Same number as another document: {others}</translation>
    </message>
    <message>
        <source>Chỉ trích dẫn, không có tệp.</source>
        <translation>Only cited, there is no file.</translation>
    </message>
    <message>
        <source>Gán vào chỉ số</source>
        <translation>Assign to an indicator</translation>
    </message>
    <message>
        <source>Gán {count} tài liệu vào {code}</source>
        <translation>Assign the documents ({count}) to {code}</translation>
    </message>
    <message>
        <source>Gán vào {code}</source>
        <translation>Assign to {code}</translation>
    </message>
    <message>
        <source>Đã là minh chứng của {code} từ trước.</source>
        <translation>Is evidence of {code} already.</translation>
    </message>
    <message>
        <source>Đã gán {count} tài liệu vào {code}</source>
        <translation>Documents assigned to {code}: {count}</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>LibrarySearch</name>
    <message>
        <source>Tìm số, trích yếu, tên tệp, chỉ số</source>
        <translation>Number, subject, file, indicator</translation>
    </message>
    <message>
        <source>Tìm trong kho minh chứng</source>
        <translation>Search the evidence library</translation>
    </message>
</context>
<context>
    <name>ListChoice</name>
    <message>
        <source>Chưa trả lời</source>
        <translation>Not answered</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>DTI Desktop</source>
        <extracomment>What a title bar takes of the height, about; nobody knows it before the window is there. What a laptop of 1366 × 768 leaves at twice the size of text. Closed to begin again with another size of text.</extracomment>
        <translation>DTI Desktop</translation>
    </message>
    <message>
        <source>Chưa lưu được</source>
        <translation>Not saved</translation>
    </message>
    <message>
        <source>Thay đổi gần nhất chưa lưu được vào máy.</source>
        <translation>The latest change could not be saved.</translation>
    </message>
    <message>
        <source>Giữ cửa sổ mở để thử lưu lại. Nếu đóng ngay, chỉ những thay đổi chưa lưu này bị mất.</source>
        <translation>Keep the window open to try again. If you close it now, only these unsaved changes are lost.</translation>
    </message>
    <message>
        <source>Giữ mở và thử lại</source>
        <translation>Keep open and try again</translation>
    </message>
    <message>
        <source>Đóng, bỏ thay đổi chưa lưu</source>
        <translation>Close, discard unsaved changes</translation>
    </message>
</context>
<context>
    <name>MakePackDialog</name>
    <message>
        <source>Ghi gói cập nhật</source>
        <translation>Save the update pack</translation>
    </message>
    <message>
        <source>Gói cập nhật (*.dtipack)</source>
        <translation>Update packs (*.dtipack)</translation>
    </message>
    <message>
        <source>Đang ký và ghi tệp…</source>
        <translation>Signing and writing the pack…</translation>
    </message>
    <message>
        <source>Đã dừng. Chưa ghi gì cả.</source>
        <translation>Stopped. Nothing was written.</translation>
    </message>
    <message>
        <source>Tạo gói cập nhật</source>
        <translation>Make an update pack</translation>
    </message>
    <message>
        <source>Gói có chữ ký mang bộ chỉ số và kết quả công bố sang máy khác, không cần mạng. Nơi nhận kiểm tra được gói bằng openssl.</source>
        <translation>A signed pack carries catalogues and published results to other computers without a network. Whoever receives it can check it with openssl.</translation>
    </message>
    <message>
        <source>Tên gói</source>
        <translation>Title of the pack</translation>
    </message>
    <message>
        <source>Bộ chỉ số</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>Kết quả công bố của năm</source>
        <translation>Published results of the year</translation>
    </message>
    <message>
        <source>{title}, phiên bản {version}</source>
        <translation>{title}, version {version}</translation>
    </message>
    <message>
        <source>Ký và ghi tệp…</source>
        <translation>Sign and save…</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Khóa ký</source>
        <translation>Signing key</translation>
    </message>
</context>
<context>
    <name>MeasuredRanges</name>
    <message>
        <source>Chỉ số thành phần</source>
        <translation>Sub-indicator</translation>
    </message>
    <message>
        <source>Điểm tự chấm</source>
        <translation>Self-score</translation>
    </message>
    <message>
        <source>Mức tự chấm</source>
        <translation>Claimed share</translation>
    </message>
    <message>
        <source>Phần đạt được của điểm tối đa</source>
        <translation>Share of the maximum points</translation>
    </message>
    <message>
        <source>Thấp nhất</source>
        <translation>Lowest</translation>
    </message>
    <message>
        <source>Để trống là theo khoảng chung</source>
        <translation>Empty: the general range</translation>
    </message>
    <message>
        <source>Cao nhất</source>
        <translation>Highest</translation>
    </message>
    <message>
        <source>Kỳ vọng</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>Số điểm kỳ vọng được công nhận</source>
        <translation>Points expected to be recognised</translation>
    </message>
    <message>
        <source>{name}, mức thấp nhất</source>
        <translation>{name}, lowest share</translation>
    </message>
    <message>
        <source>{name}, mức cao nhất</source>
        <translation>{name}, highest share</translation>
    </message>
    <message>
        <source>{count} chỉ số thành phần</source>
        <translation>{count} sub-indicators</translation>
    </message>
    <message>
        <source>Khoảng số liệu do cơ quan chủ trì đo</source>
        <translation>Ranges of the assessing body’s measurements</translation>
    </message>
    <message>
        <source>Cơ quan chủ trì tự đo các chỉ số này; số nhập chỉ là ước tính. Nếu biết rõ hơn, hãy nhập mức đạt thấp nhất và cao nhất mà cơ quan chủ trì có thể đo được.</source>
        <translation>The assessing body measures these itself; the numbers entered are estimates. If you know more, enter the lowest and highest share that the assessing body may find.</translation>
    </message>
    <message>
        <source>Mức thấp nhất không được lớn hơn mức cao nhất.</source>
        <translation>The lowest share must not be above the highest.</translation>
    </message>
    <message>
        <source>“{text}” không phải là phần trăm từ 0 đến 100.</source>
        <translation>“{text}” is not a percentage from 0 to 100.</translation>
    </message>
</context>
<context>
    <name>MergePartsDialog</name>
    <message>
        <source>Nhận lại phần việc</source>
        <translation>Take parts back</translation>
    </message>
    <message>
        <source>Mật khẩu của tệp</source>
        <translation>Passphrase of the file</translation>
    </message>
    <message>
        <source>Mở</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Xem gì</source>
        <translation>What to show</translation>
    </message>
    <message>
        <source>Giá trị sẽ nhận</source>
        <translation>Values that would be merged</translation>
    </message>
    <message>
        <source>Những giá trị không nhận</source>
        <translation>Values that are not taken</translation>
    </message>
    <message>
        <source>Chỗ phải chọn</source>
        <translation>Conflicts to decide</translation>
    </message>
    <message>
        <source>Tất cả của hồ sơ</source>
        <translation>All from the office</translation>
    </message>
    <message>
        <source>Tất cả của đơn vị</source>
        <translation>All from the department</translation>
    </message>
    <message>
        <source>↑ ↓ đổi chỗ, ← → chọn bên</source>
        <translation>↑ ↓ next conflict, ← → choose a side</translation>
    </message>
    <message>
        <source>Vì sao các tệp này không phải bí mật nhà nước?</source>
        <translation>Why are these files not state secrets?</translation>
    </message>
    <message>
        <source>Nhận</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Mật khẩu của {names}</source>
        <translation>Passphrase of {names}</translation>
    </message>
    <message>
        <source>Đang đọc…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>Đang nhận…</source>
        <translation>Merging…</translation>
    </message>
    <message>
        <source>Tệp có dấu chỉ độ mật: {names}</source>
        <translation>Files marked as secret: {names}</translation>
    </message>
    <message>
        <source>Mật khẩu không đúng. Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại.</source>
        <translation>The passphrase is wrong. Check Caps Lock and the Vietnamese keyboard, then type it again.</translation>
    </message>
    <message>
        <source>Không có gì mới: các tệp này đã được nhận trước đây.</source>
        <translation>Nothing new: these files were merged before.</translation>
    </message>
    <message>
        <source>Còn {count} chỗ phải chọn: xem từng chỗ và chọn một bên.</source>
        <translation>Still to decide: {count}. Look at each and choose a side.</translation>
    </message>
    <message>
        <source>Nhận tất cả trong một bước; hoàn tác một lần là trở lại như trước.</source>
        <translation>Everything is merged in one step; a single undo takes it back.</translation>
    </message>
    <message>
        <source>Mã</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Giá trị không nhận, và vì sao</source>
        <translation>Value not taken, and why</translation>
    </message>
    <message>
        <source>Nội dung</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>Trước</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>Sau</source>
        <translation>After</translation>
    </message>
    <message>
        <source>Đơn vị</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Phải chọn</source>
        <translation>To decide</translation>
    </message>
    <message>
        <source>Sẽ nhận</source>
        <translation>To merge</translation>
    </message>
    <message>
        <source>Không nhận</source>
        <translation>Not taken</translation>
    </message>
    <message>
        <source>Chọn</source>
        <translation>Chosen</translation>
    </message>
    <message>
        <source>chưa chọn</source>
        <translation>not chosen</translation>
    </message>
    <message>
        <source>Hồ sơ này</source>
        <translation>Here</translation>
    </message>
    <message>
        <source>(Chỉ số đã duyệt: mở lại rồi mới nhận được.)</source>
        <translation>(Approved: reopen it to accept this.)</translation>
    </message>
    <message>
        <source>(Chỉ được duyệt khi chọn bên hồ sơ.)</source>
        <translation>(Approved only where this side is chosen.)</translation>
    </message>
    <message>
        <source>(Số liệu chung.)</source>
        <translation>(A common figure.)</translation>
    </message>
    <message>
        <source>Minh chứng của chỉ số</source>
        <translation>Evidence of the sub-indicator</translation>
    </message>
    <message>
        <source>Ý kiến</source>
        <translation>Comments</translation>
    </message>
    <message>
        <source>không có</source>
        <translation>none</translation>
    </message>
</context>
<context>
    <name>MergeReportDialog</name>
    <message>
        <source>Biên bản nhận lại</source>
        <translation>Report of a merge</translation>
    </message>
    <message>
        <source>Biên bản nhận lại phần việc</source>
        <translation>Report of a merge</translation>
    </message>
    <message>
        <source>Mọi giá trị đã nhận, chỗ đã chọn và giá trị không lấy của lần nhận vừa rồi.</source>
        <translation>Every value that was merged, what was decided, and what was left out.</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>Chuyển hồ sơ sang phiên bản mới</source>
        <translation>Move the assessment to the new version</translation>
    </message>
    <message>
        <source>{province} {year}: phiên bản {old} → {new}. Chưa có gì thay đổi cho đến khi bấm Chuyển hồ sơ; kho được sao lưu trước và việc chuyển hoàn tác được.</source>
        <translation>{province} {year}: version {old} → {new}. Nothing changes until you press Move; the data is backed up first, and the move can be undone.</translation>
    </message>
    <message>
        <source>{count} chỉ số đã duyệt sẽ chờ rà soát lại: {codes}.</source>
        <translation>Approved sub-indicators that will wait for review again ({count}): {codes}.</translation>
    </message>
    <message>
        <source>{count} giá trị không dùng được theo phiên bản mới; giá trị cũ còn trong nhật ký, của chỉ số đã bỏ thì trở lại cùng chỉ số.</source>
        <translation>{count} values cannot be used under the new edition; they stay in the journal, and those of a removed row come back with the row.</translation>
    </message>
    <message>
        <source>Chưa trả phần đã giao: {departments}. Sau khi chuyển, tệp trả về chỉ nhận được ở những dòng có cách chấm không đổi; nên thu về trước.</source>
        <translation>Parts not returned: {departments}. After the move only rows whose rule is the same are taken from a file that comes back; it is better to collect them first.</translation>
    </message>
    <message>
        <source>Những dòng được xem</source>
        <translation>Rows shown</translation>
    </message>
    <message>
        <source>Đổi điểm</source>
        <translation>Points change</translation>
    </message>
    <message>
        <source>Mất câu trả lời</source>
        <translation>Answers lost</translation>
    </message>
    <message>
        <source>Mọi thay đổi</source>
        <translation>All changes</translation>
    </message>
    <message>
        <source>Tổng điểm trước và sau</source>
        <translation>Totals before and after</translation>
    </message>
    <message>
        <source>Những dòng thay đổi</source>
        <translation>Rows that change</translation>
    </message>
    <message>
        <source>Chuyển hồ sơ</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>Để sau</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>Tổng điểm</source>
        <translation>Total points</translation>
    </message>
    <message>
        <source>Hạng</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>Tổng</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Trước</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>Sau</source>
        <translation>After</translation>
    </message>
    <message>
        <source>Chênh</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Mã</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Chỉ số thành phần</source>
        <translation>Sub-indicator</translation>
    </message>
    <message>
        <source>Điểm trước</source>
        <translation>Points before</translation>
    </message>
    <message>
        <source>Điểm sau</source>
        <translation>Points after</translation>
    </message>
    <message>
        <source>Vì sao</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>bỏ {value}: {reason}</source>
        <translation>drops {value}: {reason}</translation>
    </message>
    <message>
        <source>thôi tính {value}</source>
        <translation>no longer counted: {value}</translation>
    </message>
    <message>
        <source>{count} tài liệu</source>
        <translation>{count} documents</translation>
    </message>
    <message>
        <source>lấy lại {values}</source>
        <translation>taken back: {values}</translation>
    </message>
    <message>
        <source>chờ rà soát lại</source>
        <translation>waits for review again</translation>
    </message>
    <message>
        <source>phần giải trình</source>
        <translation>the explanation</translation>
    </message>
</context>
<context>
    <name>MustKeep</name>
    <message>
        <source>Tài liệu nào không được phép mất?</source>
        <translation>Which documents must not be lost?</translation>
    </message>
    <message>
        <source>Hạng cần giữ</source>
        <translation>Rank to keep</translation>
    </message>
    <message>
        <source>Giữ hạng tốt hơn</source>
        <translation>Keep a better rank</translation>
    </message>
    <message>
        <source>Giữ hạng thấp hơn</source>
        <translation>Keep a lower rank</translation>
    </message>
    <message>
        <source>Hiện chưa đạt hạng {rank} (kỳ vọng hạng {now}), nên chưa có gì để mất.</source>
        <translation>Rank {rank} is not reached as things are (rank {now} is expected), so there is nothing to lose.</translation>
    </message>
    <message>
        <source>Không có tài liệu nào mà mất đi thì rơi khỏi hạng {rank}, kể cả mất tất cả.</source>
        <translation>Losing documents does not cost rank {rank}, not even losing all of them.</translation>
    </message>
    <message>
        <source>Mất {count} tài liệu sau là rơi khỏi hạng {rank}: {points} điểm, {places} bậc.</source>
        <translation>Losing these documents ({count}) costs rank {rank}: {points} points, {places} places.</translation>
    </message>
</context>
<context>
    <name>NewAssessmentDialog</name>
    <message>
        <source>năm {year}</source>
        <translation>{year}</translation>
    </message>
    <message>
        <source>Tên {unit}</source>
        <translation>Name of the {unit}</translation>
    </message>
    <message>
        <source>{title} ({decision}), dùng cho các năm {years}.</source>
        <translation>{title} ({decision}), for the years {years}.</translation>
    </message>
    <message>
        <source>Tạo hồ sơ</source>
        <translation>Create</translation>
    </message>
    <message>
        <source>Mở hồ sơ này</source>
        <translation>Open it</translation>
    </message>
    <message>
        <source>Đã có hồ sơ {province} năm {year} trên máy này.</source>
        <translation>This computer already has an assessment of {province} for {year}.</translation>
    </message>
    <message>
        <source>Bộ chỉ số này không ban hành cho năm {year}. Vẫn tạo được hồ sơ; điều này được ghi chú trong hồ sơ.</source>
        <translation>This catalogue was not issued for {year}. You can still create the assessment; it will carry a note saying so.</translation>
    </message>
    <message>
        <source>Tạo hồ sơ mới</source>
        <translation>New assessment</translation>
    </message>
    <message>
        <source>Tỉnh, thành phố</source>
        <translation>Province or city</translation>
    </message>
    <message>
        <source>Không có tỉnh, thành phố nào khớp. Thử gõ ít chữ hơn.</source>
        <translation>No matching province or city. Try fewer letters.</translation>
    </message>
    <message>
        <source>Năm đánh giá</source>
        <translation>Year assessed</translation>
    </message>
    <message>
        <source>Bắt đầu từ hồ sơ năm trước</source>
        <translation>Begin from an earlier assessment</translation>
    </message>
    <message>
        <source>Câu trả lời và minh chứng cũ nằm sẵn bên từng chỉ số, chờ xác nhận lại; chưa được tính.</source>
        <translation>Old answers and evidence are shown beside each sub-indicator, waiting to be confirmed; they do not count yet.</translation>
    </message>
    <message>
        <source>Hồ sơ năm trước</source>
        <translation>Earlier assessment</translation>
    </message>
    <message>
        <source>Ví dụ: Xã Phú Tâm</source>
        <translation>Example: the full name of a commune</translation>
    </message>
    <message>
        <source>Bộ chỉ số</source>
        <translation>Catalogue</translation>
    </message>
</context>
<context>
    <name>NewFile</name>
    <message>
        <source>Ghi tệp hồ sơ đã ký</source>
        <translation>Write the signed bundle</translation>
    </message>
    <message>
        <source>Tệp hồ sơ đã ký (*.asice)</source>
        <translation>Signed bundles (*.asice)</translation>
    </message>
    <message>
        <source>Đổi nơi ghi…</source>
        <translation>Change location…</translation>
    </message>
    <message>
        <source>Thay chính tệp đang mở; không giữ bản trước</source>
        <translation>Replace the file that is open; the earlier version is not kept</translation>
    </message>
    <message>
        <source>Ghi đè</source>
        <translation>Overwrite</translation>
    </message>
    <message>
        <source>Ghi tệp mới</source>
        <translation>New file</translation>
    </message>
    <message>
        <source>Tệp sẽ ghi: {name}</source>
        <translation>File to be written: {name}</translation>
    </message>
</context>
<context>
    <name>NodeForm</name>
    <message>
        <source>Đã bỏ: {levels}</source>
        <extracomment>The sum of the weights of small fields that stand beside each other in a narrow form.</extracomment>
        <translation>Removed: {levels}</translation>
    </message>
    <message>
        <source>Thứ tự đã đổi.</source>
        <translation>The order was changed.</translation>
    </message>
</context>
<context>
    <name>NoteEdit</name>
    <message>
        <source>Không dán được: dài quá {limit} ký tự, thừa {beyond}. Chưa có gì thay đổi.</source>
        <extracomment>Well below the two seconds after which a typed text has to be stored.</extracomment>
        <translation>Not pasted: longer than {limit} characters, {beyond} too many. Nothing was changed.</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Đóng</source>
        <extracomment>How long a passing message stays. Ten seconds are enough to read it and to reach for undo.</extracomment>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>Được đọc là {number}, số nguyên.</source>
        <translation>Read as {number}, a whole number.</translation>
    </message>
    <message>
        <source>Được đọc là {number}, số thập phân.</source>
        <translation>Read as {number}, a decimal number.</translation>
    </message>
    <message>
        <source>Chưa phải là một số. Ví dụ: {example}</source>
        <translation>Not a number yet. Example: {example}</translation>
    </message>
    <message>
        <source>Số không được âm.</source>
        <translation>The number cannot be negative.</translation>
    </message>
    <message>
        <source>Số quá lớn.</source>
        <translation>The number is too large.</translation>
    </message>
    <message>
        <source>Quá nhiều chữ số thập phân.</source>
        <translation>Too many decimal places.</translation>
    </message>
</context>
<context>
    <name>NumberRow</name>
    <message>
        <source>Lấy từ Số liệu chung</source>
        <extracomment>Whether the rule finds the number impossible; what is wrong is said beside the points.</extracomment>
        <translation>From the common figures</translation>
    </message>
    <message>
        <source>Số liệu chung chưa có số này.</source>
        <translation>Not among the common figures yet.</translation>
    </message>
    <message>
        <source>Nhập vào Số liệu chung</source>
        <translation>Enter it there</translation>
    </message>
    <message>
        <source>Xem</source>
        <translation>View</translation>
    </message>
    <message>
        <source>Chỉ dùng ở đây.</source>
        <translation>Used here only.</translation>
    </message>
    <message>
        <source>Lưu vào Số liệu chung để dùng chung</source>
        <translation>Save to the common figures</translation>
    </message>
    <message>
        <source>Bằng số của Số liệu chung</source>
        <translation>Same as in the common figures</translation>
    </message>
    <message>
        <source>Số liệu chung là {figure} (chênh {difference}).</source>
        <translation>The common figures have {figure} (difference {difference}).</translation>
    </message>
    <message>
        <source>Dùng số của Số liệu chung</source>
        <translation>Use the common figure</translation>
    </message>
    <message>
        <source>Bỏ số nhập riêng</source>
        <translation>Use the common figure</translation>
    </message>
</context>
<context>
    <name>OpenPartDialog</name>
    <message>
        <source>Tệp này được khóa bằng mật khẩu; hãy hỏi người giao việc.</source>
        <translation>This file is locked with a passphrase; ask whoever handed it out.</translation>
    </message>
    <message>
        <source>Đang đọc…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>Tệp có dấu chỉ độ mật: {names}</source>
        <translation>Files marked as secret: {names}</translation>
    </message>
    <message>
        <source>không ghi</source>
        <translation>not given</translation>
    </message>
    <message>
        <source>Đơn vị</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Hạn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Chỉ số</source>
        <translation>Sub-indicators</translation>
    </message>
    <message>
        <source>Lời nhắn</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Mở phần việc được giao</source>
        <translation>Open a part</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Mở khóa</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Vì sao các tệp này không phải bí mật nhà nước?</source>
        <translation>Why are these files not state secrets?</translation>
    </message>
    <message>
        <source>Mở phần việc</source>
        <translation>Open the part</translation>
    </message>
    <message>
        <source>Nhận lại…</source>
        <translation>Take back…</translation>
    </message>
    <message>
        <source>Đây là tệp trả lại cho nơi giao: hãy nhận nó ở trang Giao việc.</source>
        <translation>This file goes back to the office: merge it on the Departments page.</translation>
    </message>
    <message>
        <source>Nơi giao</source>
        <translation>Handed out by</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>OpeningView</name>
    <message>
        <source>Đang lưu…</source>
        <extracomment>A store opens in a few milliseconds; only where it does not is anything said.</extracomment>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>Đang mở kho dữ liệu…</source>
        <translation>Opening the data store…</translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Khôi phục từ bản sao lưu…</source>
        <translation>Restore from a backup…</translation>
    </message>
    <message>
        <source>Mở thư mục dữ liệu</source>
        <translation>Open the data folder</translation>
    </message>
    <message>
        <source>Thư mục dữ liệu: {folder}</source>
        <translation>Data folder: {folder}</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Tổng quan</source>
        <extracomment>Below this width of the page the radar stands under the table. Nothing is typed here: the keyboard waits on the next step, its ring comes with the first key.</extracomment>
        <translation>Overview</translation>
    </message>
    <message>
        <source>Tự đánh giá</source>
        <translation>Self-assessment</translation>
    </message>
    <message>
        <source>Chỉ số chính</source>
        <translation>Main indices</translation>
    </message>
    <message>
        <source>Giá trị chỉ số chính</source>
        <translation>Values of the main indices</translation>
    </message>
    <message>
        <source>Điểm tự chấm</source>
        <translation>Self-score</translation>
    </message>
    <message>
        <source>Giá trị DTI</source>
        <translation>DTI value</translation>
    </message>
    <message>
        <source>trung bình {mean}</source>
        <translation>mean {mean}</translation>
    </message>
    <message>
        <source>{name} theo kết quả công bố năm {year}</source>
        <translation>{name} in the published results of {year}</translation>
    </message>
    <message>
        <source>trên {scale} điểm</source>
        <translation>of {scale} points</translation>
    </message>
    <message>
        <source>cả nước {mean}</source>
        <translation>national {mean}</translation>
    </message>
    <message>
        <source>Hạng</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>chưa có kết quả công bố</source>
        <translation>no published results</translation>
    </message>
    <message>
        <source>Hạng so với năm {year}</source>
        <translation>Rank against {year}</translation>
    </message>
    <message>
        <source>hạng {place}</source>
        <translation>rank {place}</translation>
    </message>
    <message>
        <source>Dự báo năm {year}: 8 trên 10 khả năng từ {low} đến {high}, giữa {median}.</source>
        <translation>Forecast for {year}: 8 chances in 10 from {low} to {high}, median {median}.</translation>
    </message>
    <message>
        <source>có minh chứng {backed} · rủi ro {at_risk}</source>
        <translation>with evidence {backed} · at risk {at_risk}</translation>
    </message>
    <message>
        <source>Tự chấm {points} điểm, {scale}</source>
        <translation>Claimed {points} points, {scale}</translation>
    </message>
    <message>
        <source>Có minh chứng hoặc trích dẫn tìm được: {points}</source>
        <translation>Backed by evidence or a citation that can be found: {points}</translation>
    </message>
    <message>
        <source>Có rủi ro bị trừ: {points}</source>
        <translation>At risk of being cut: {points}</translation>
    </message>
    <message>
        <source>Kỳ vọng được công nhận: {points}</source>
        <translation>Expected to be recognised: {points}</translation>
    </message>
    <message>
        <source>chưa rõ</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>Trong vùng {region}: thứ {place}</source>
        <translation>In the region {region}: {place}</translation>
    </message>
    <message>
        <source>trong vùng {place}</source>
        <translation>in region {place}</translation>
    </message>
    <message>
        <source>Sửa mâu thuẫn: {name}</source>
        <translation>Correct: {name}</translation>
    </message>
    <message>
        <source>Bổ sung: {name}</source>
        <translation>Complete: {name}</translation>
    </message>
    <message>
        <source>Nộp hồ sơ</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>Trả phần việc</source>
        <translation>Return the part</translation>
    </message>
    <message>
        <source>Tiếp tục: {name}</source>
        <translation>Continue: {name}</translation>
    </message>
    <message>
        <source>{count} câu trả lời năm {year} chưa xác nhận lại.</source>
        <translation>Answers of {year} not confirmed yet: {count}.</translation>
    </message>
    <message>
        <source>{count} mục chưa có chỗ.</source>
        <translation>Entries without a place yet: {count}.</translation>
    </message>
    <message>
        <source>Xem</source>
        <translation>View</translation>
    </message>
    <message>
        <source>Hồ sơ mẫu: câu trả lời và minh chứng chỉ để minh họa.</source>
        <translation>Sample: illustrative answers and evidence.</translation>
    </message>
    <message>
        <source>Đã đối chiếu {count}/{all} chỉ số với văn bản gốc, gần nhất {day}.</source>
        <translation>{count} of {all} rows were checked against the official text, most recently on {day}.</translation>
    </message>
    <message>
        <source>{count} chỉ số chưa đối chiếu với văn bản gốc: câu chữ, điểm tối đa và ngưỡng có thể khác.</source>
        <translation>Not confirmed against the official text: {count}; wording, points and thresholds may differ.</translation>
    </message>
    <message>
        <source>Giá trị</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Vị trí giữa các đơn vị</source>
        <translation>Position among the units</translation>
    </message>
    <message>
        <source>{place}, theo kết quả công bố năm {year}</source>
        <translation>{place}, published results of {year}</translation>
    </message>
    <message>
        <source>Hạng {year}</source>
        <translation>Rank {year}</translation>
    </message>
    <message>
        <source>Không có {names}: thu thập, không chấm điểm</source>
        <translation>Without {names}: collected, not scored</translation>
    </message>
    <message>
        <source>Do cơ quan chủ trì đo, chưa có minh chứng: {points}</source>
        <translation>Measured by the assessing body, without evidence: {points}</translation>
    </message>
    <message>
        <source>Chưa rõ hạng: còn thiếu giá trị công bố của {count} {units} ({names}).</source>
        <translation>Rank unknown: published values missing, {units}: {count} ({names}).</translation>
    </message>
    <message>
        <source>Giá trị của {count} {units} không được công bố mà suy ra từ giá trị chung và các chỉ số chính.</source>
        <translation>Values not published but derived from the overall value and the main indices, {units}: {count}.</translation>
    </message>
    <message>
        <source>Điểm tự chấm, chưa được thẩm định.</source>
        <translation>Self-scored, not yet reviewed.</translation>
    </message>
    <message>
        <source>Đối chiếu bộ chỉ số</source>
        <translation>Check the catalogue</translation>
    </message>
    <message>
        <source>Vị trí trong cả nước</source>
        <translation>Position in the country</translation>
    </message>
</context>
<context>
    <name>PackActs</name>
    <message>
        <source>Chọn gói cập nhật</source>
        <translation>Choose an update pack</translation>
    </message>
    <message>
        <source>Gói cập nhật (*.dtipack)</source>
        <translation>Update packs (*.dtipack)</translation>
    </message>
    <message>
        <source>Mọi tệp (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Đã nhận gói cập nhật {name}.</source>
        <translation>The update pack {name} was imported.</translation>
    </message>
    <message>
        <source>Hồ sơ đang làm vẫn giữ bộ chỉ số cũ cho đến khi được chuyển.</source>
        <translation>Assessments under way keep their catalogue until they are moved.</translation>
    </message>
    <message>
        <source>Đã ký và ghi {name}.</source>
        <translation>{name} was signed and saved.</translation>
    </message>
</context>
<context>
    <name>PageTabs</name>
    <message>
        <source>Xếp hạng và kế hoạch</source>
        <translation>Ranking and plan</translation>
    </message>
    <message>
        <source>Xếp hạng</source>
        <translation>Ranking</translation>
    </message>
    <message>
        <source>Dự báo</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>Kế hoạch</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Giả định</source>
        <translation>What if</translation>
    </message>
    <message>
        <source>Rủi ro</source>
        <translation>Risks</translation>
    </message>
    <message>
        <source>Lịch sử</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Việc còn lại</source>
        <translation>What remains</translation>
    </message>
    <message>
        <source>Rà soát</source>
        <translation>Review</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Tìm nhanh</source>
        <translation>Quick search</translation>
    </message>
    <message>
        <source>Kết quả tìm</source>
        <translation>Search results</translation>
    </message>
    <message>
        <source>Không tìm thấy. Thử từ khác, hoặc mã như 4.1.</source>
        <translation>Nothing found. Try another word, or a code such as 4.1.</translation>
    </message>
</context>
<context>
    <name>PaletteActs</name>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Làm lại</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>Tạo hồ sơ mới</source>
        <translation>New assessment</translation>
    </message>
    <message>
        <source>Đổi sang giao diện sáng</source>
        <translation>Change to the light theme</translation>
    </message>
    <message>
        <source>Đổi sang giao diện tối</source>
        <translation>Change to the dark theme</translation>
    </message>
    <message>
        <source>Chuyển sang tiếng Anh</source>
        <translation>Switch to Vietnamese</translation>
    </message>
</context>
<context>
    <name>PaperDialog</name>
    <message>
        <source>Đã gửi tới máy in.</source>
        <translation>Sent to the printer.</translation>
    </message>
    <message>
        <source>Lưu thành PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>Tệp PDF (*.pdf)</source>
        <translation>PDF files (*.pdf)</translation>
    </message>
    <message>
        <source>In…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>Lưu thành PDF…</source>
        <translation>Save as PDF…</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Tệp Word (*.docx)</source>
        <translation>Word files (*.docx)</translation>
    </message>
    <message>
        <source>Không có chương trình nào mở được {name}. Tệp đã được lưu.</source>
        <translation>No program can open {name}. The file is saved.</translation>
    </message>
    <message>
        <source>Đang ghi tệp…</source>
        <translation>Writing the file…</translation>
    </message>
    <message>
        <source>Đã lưu: {name}</source>
        <translation>Saved: {name}</translation>
    </message>
    <message>
        <source>Mở tệp</source>
        <translation>Open the file</translation>
    </message>
    <message>
        <source>Định dạng</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Chọn nơi lưu…</source>
        <translation>Choose where to save…</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>PartActs</name>
    <message>
        <source>Ghi tệp phần việc</source>
        <translation>Write the department’s file</translation>
    </message>
    <message>
        <source>Đang ghi tệp phần việc</source>
        <translation>Writing the department’s file</translation>
    </message>
    <message>
        <source>Nhận lại phần việc</source>
        <translation>Take parts back</translation>
    </message>
    <message>
        <source>Tệp phần việc (*{suffix})</source>
        <translation>Department files (*{suffix})</translation>
    </message>
    <message>
        <source>Đã nhận lại {count} giá trị trong một bước; Ctrl+Z để trở lại như trước.</source>
        <translation>Values taken in: {count}, in one step; Ctrl+Z takes it back.</translation>
    </message>
    <message>
        <source>Biên bản…</source>
        <translation>Report…</translation>
    </message>
    <message>
        <source>Mở phần việc được giao</source>
        <translation>Open a part</translation>
    </message>
    <message>
        <source>Phần việc này đã được mở trước đây.</source>
        <translation>This part was opened before.</translation>
    </message>
    <message>
        <source>Ghi tệp trả phần việc</source>
        <translation>Write the file to return</translation>
    </message>
    <message>
        <source>Đang ghi tệp trả phần việc</source>
        <translation>Writing the file to return</translation>
    </message>
</context>
<context>
    <name>PartBriefDialog</name>
    <message>
        <source>Phiếu giao việc</source>
        <translation>Brief</translation>
    </message>
    <message>
        <source>Gửi kèm tệp. Mật khẩu không ghi trên phiếu: hãy báo riêng, ví dụ qua điện thoại.</source>
        <translation>Send it with the file. The passphrase is not on it: tell it separately, for example by telephone.</translation>
    </message>
</context>
<context>
    <name>PartSection</name>
    <message>
        <source>Chưa xét vì “{gate}” được 0 điểm. Câu trả lời đã nhập vẫn được giữ.</source>
        <translation>Not considered, as “{gate}” earns 0 points. Answers already entered are kept.</translation>
    </message>
</context>
<context>
    <name>PartWrittenDialog</name>
    <message>
        <source>Đã giao việc</source>
        <translation>Part handed out</translation>
    </message>
    <message>
        <source>Gửi tệp {name} cho {department}, kèm phiếu giao việc.</source>
        <translation>Send the file {name} to {department}, together with the brief.</translation>
    </message>
    <message>
        <source>Đã ghi tệp trả</source>
        <translation>File to return written</translation>
    </message>
    <message>
        <source>Gửi tệp {name} về nơi giao việc.</source>
        <translation>Send the file {name} to the office.</translation>
    </message>
    <message>
        <source>Mật khẩu của tệp</source>
        <translation>Passphrase of the file</translation>
    </message>
    <message>
        <source>Chép vào bộ nhớ tạm</source>
        <translation>Copy to the clipboard</translation>
    </message>
    <message>
        <source>Hiện lần cuối: chương trình không giữ mật khẩu. Báo riêng, đừng gửi cùng tệp.</source>
        <translation>Shown for the last time: the program does not keep it. Tell it separately, never with the file.</translation>
    </message>
    <message>
        <source>Phiếu giao việc…</source>
        <translation>Brief…</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>PartsPage</name>
    <message>
        <source>Giao việc…</source>
        <translation>Hand out…</translation>
    </message>
    <message>
        <source>Nhận lại…</source>
        <translation>Take back…</translation>
    </message>
    <message>
        <source>Biên bản…</source>
        <translation>Report…</translation>
    </message>
    <message>
        <source>Biên bản của lần nhận lại gần nhất</source>
        <translation>Report of the last merge</translation>
    </message>
    <message>
        <source>Giao tiếp…</source>
        <translation>Hand on…</translation>
    </message>
    <message>
        <source>Trả phần việc…</source>
        <translation>Return the part…</translation>
    </message>
    <message>
        <source>Phần việc đã giao</source>
        <translation>Parts handed out</translation>
    </message>
    <message>
        <source>Phần việc được giao</source>
        <translation>My part</translation>
    </message>
    <message>
        <source>Giao việc</source>
        <translation>Departments</translation>
    </message>
    <message>
        <source>Giao tiếp một phần cho đơn vị trực thuộc, rồi nhận lại trước khi trả.</source>
        <translation>Hand some of it on to a unit, and take it back before you return the part.</translation>
    </message>
    <message>
        <source>Mỗi đơn vị nhận một tệp chỉ có chỉ số của mình, điền và trả lại. Khi nhận, từng giá trị được so với lúc giao; chỗ hai bên sửa khác nhau thì hỏi.</source>
        <translation>Each department gets a file with its own sub-indicators, fills it in and returns it. Every value is then compared with what was handed out; where both sides changed it, you are asked.</translation>
    </message>
    <message>
        <source>Đơn vị</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Nơi giao</source>
        <translation>Handed out by</translation>
    </message>
    <message>
        <source>Giao lúc</source>
        <translation>Handed out</translation>
    </message>
    <message>
        <source>Hạn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Đã trả lời</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>{answered} trên {count} chỉ số</source>
        <translation>{answered} of {count} sub-indicators</translation>
    </message>
    <message>
        <source>Chỉ số</source>
        <translation>Sub-indicators</translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Chưa giao phần việc nào</source>
        <translation>Nothing handed out yet</translation>
    </message>
    <message>
        <source>Chọn chỉ số và đơn vị; chương trình ghi một tệp để gửi đi và một phiếu giao việc để in.</source>
        <translation>Choose sub-indicators and a department; you get a file to send and a brief to print.</translation>
    </message>
    <message>
        <source>Đã nhận lại {moment}</source>
        <translation>Taken back {moment}</translation>
    </message>
    <message>
        <source>▲ Quá hạn {count} ngày</source>
        <translation>▲ days late: {count}</translation>
    </message>
    <message>
        <source>Đã giao</source>
        <translation>Handed out</translation>
    </message>
    <message>
        <source>không ghi</source>
        <translation>not given</translation>
    </message>
    <message>
        <source>{day} (đã quá hạn)</source>
        <translation>{day} (late)</translation>
    </message>
</context>
<context>
    <name>PassphraseCard</name>
    <message>
        <source>Chương trình tạo sẵn; có thể gõ mật khẩu khác. Báo riêng cho người nhận.</source>
        <translation>Made by the program; you may type another. Tell it separately.</translation>
    </message>
    <message>
        <source>Ai có tệp đều đọc được. Chỉ nên dùng khi tệp không rời khỏi cơ quan.</source>
        <translation>Whoever has the file can read it. Use this only where the file does not leave the office.</translation>
    </message>
    <message>
        <source>Khóa tệp bằng mật khẩu</source>
        <translation>Lock the file with a passphrase</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Tạo mật khẩu khác</source>
        <translation>Make another passphrase</translation>
    </message>
    <message>
        <source>Chép vào bộ nhớ tạm</source>
        <translation>Copy to the clipboard</translation>
    </message>
</context>
<context>
    <name>PinPrompt</name>
    <message>
        <source>Mã PIN của USB token</source>
        <translation>PIN of the USB token</translation>
    </message>
    <message>
        <source>Ký</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Mã PIN chỉ đưa cho USB token một lần rồi xóa ngay; chương trình không tự thử lại.</source>
        <translation>The PIN is given to the token once and then cleared; the program never tries again by itself.</translation>
    </message>
    <message>
        <source>Nhập PIN trên bàn phím của thiết bị.</source>
        <translation>Enter the PIN on the device’s keypad.</translation>
    </message>
    <message>
        <source>Xác nhận ký</source>
        <translation>Confirm signing</translation>
    </message>
    <message>
        <source>USB token</source>
        <translation>USB token</translation>
    </message>
    <message>
        <source>Người ký</source>
        <translation>Signer</translation>
    </message>
    <message>
        <source>Nơi cấp</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>Số sê-ri</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Hết hạn</source>
        <translation>Expires</translation>
    </message>
    <message>
        <source>Chỉ còn một lần thử. Nhập sai lần nữa thì USB token bị khóa.</source>
        <translation>One try is left. Another wrong PIN locks the token.</translation>
    </message>
    <message>
        <source>Mã PIN đã bị nhập sai trước đó, còn ít lần thử. Hãy nhập cẩn thận.</source>
        <translation>A wrong PIN was entered before and few tries are left. Enter it carefully.</translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Chuyển sang chỉ số</source>
        <translation>Move to a sub-indicator</translation>
    </message>
    <message>
        <source>Các chỉ số năm trước chưa có câu trả lời</source>
        <translation>Sub-indicators without an earlier answer</translation>
    </message>
    <message>
        <source>Tìm chỉ số</source>
        <translation>Find a sub-indicator</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>Không làm được: có</source>
        <translation>Cannot be done: yes</translation>
    </message>
    <message>
        <source>Không làm được: không</source>
        <translation>Cannot be done: no</translation>
    </message>
    <message>
        <source>{code}, có trong kế hoạch</source>
        <translation>{code}, in the plan</translation>
    </message>
    <message>
        <source>Ngày công phải là một số không âm. Ví dụ: {example}</source>
        <translation>Person-days are a number, not negative. Example: {example}</translation>
    </message>
    <message>
        <source>Chưa phải là một ngày. Ví dụ: 03/06/2022</source>
        <translation>Not a date yet. Example: 03/06/2022</translation>
    </message>
    <message>
        <source>Số quá lớn.</source>
        <translation>The number is too large.</translation>
    </message>
    <message>
        <source>Mã</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Chỉ số thành phần</source>
        <translation>Sub-indicator</translation>
    </message>
    <message>
        <source>Việc cần làm</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>Điểm</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Điểm dự kiến tăng thêm</source>
        <translation>Points expected to be gained</translation>
    </message>
    <message>
        <source>Bậc</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>Phần trong số bậc cả kế hoạch tăng; việc ngoài kế hoạch: nếu chỉ làm việc đó</source>
        <translation>Its share of the places that the plan gains; other work: if it alone is done</translation>
    </message>
    <message>
        <source>Ngày công</source>
        <translation>Person-days</translation>
    </message>
    <message>
        <source>Cho việc này + cho minh chứng; gõ để sửa phần của việc này</source>
        <translation>For the work itself + for its evidence; type to change the former</translation>
    </message>
    <message>
        <source>Đơn vị chủ trì</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>Hạn</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Tính cho</source>
        <translation>Counts for</translation>
    </message>
    <message>
        <source>Không làm được</source>
        <translation>Cannot be done</translation>
    </message>
    <message>
        <source>Làm lại được</source>
        <translation>Can be taken back</translation>
    </message>
    <message>
        <source>Bỏ dấu ở cột cuối để việc này lại có thể được chọn.</source>
        <translation>Untick the last column so that it can be chosen again.</translation>
    </message>
    <message>
        <source>Mức mặc định; gõ số của cơ quan để thay.</source>
        <translation>A default; type the office’s own number instead.</translation>
    </message>
    <message>
        <source>Không làm được: bỏ ra khỏi kế hoạch</source>
        <translation>Cannot be done: leave it out of the plan</translation>
    </message>
    <message>
        <source>Hạn này quá muộn: không kế hoạch nào ở đây chọn việc này.</source>
        <translation>Due too late: no plan here chooses this work.</translation>
    </message>
    <message>
        <source>Kỳ này</source>
        <translation>This one</translation>
    </message>
    <message>
        <source>Kỳ sau</source>
        <translation>The next</translation>
    </message>
    <message>
        <source>Bổ sung minh chứng</source>
        <translation>Provide evidence</translation>
    </message>
    <message>
        <source>Minh chứng: {evidence}</source>
        <translation>Evidence: {evidence}</translation>
    </message>
    <message>
        <source>Nâng lên mức “{level}”</source>
        <translation>Reach level “{level}”</translation>
    </message>
    <message>
        <source>Đạt {number}</source>
        <translation>Reach {number}</translation>
    </message>
    <message>
        <source>{what} (hiện nay: {now})</source>
        <translation>{what} (now: {now})</translation>
    </message>
</context>
<context>
    <name>PlanFigures</name>
    <message>
        <source>Hạng giữa (trung vị)</source>
        <translation>Median rank</translation>
    </message>
    <message>
        <source>Một nửa khả năng là tốt hơn, một nửa kém hơn.</source>
        <translation>Half of the possible ranks are better, half are worse.</translation>
    </message>
    <message>
        <source>Điểm dự kiến</source>
        <translation>Expected points</translation>
    </message>
    <message>
        <source>{gained} điểm</source>
        <translation>{gained} points</translation>
    </message>
    <message>
        <source>Điểm chưa có minh chứng được tính theo khả năng được chấp nhận.</source>
        <translation>Points without evidence count by their chance of acceptance.</translation>
    </message>
    <message>
        <source>Khả năng đạt hạng {rank} trở lên</source>
        <translation>Chance of rank {rank} or better</translation>
    </message>
    <message>
        <source>hiện nay {share}</source>
        <translation>now {share}</translation>
    </message>
    <message>
        <source>Số việc</source>
        <translation>Steps</translation>
    </message>
    <message>
        <source>{count} bổ sung minh chứng</source>
        <translation>evidence for {count}</translation>
    </message>
    <message>
        <source>Ngày công</source>
        <translation>Person-days</translation>
    </message>
    <message>
        <source>{count} đơn vị chủ trì</source>
        <translation>departments: {count}</translation>
    </message>
    <message>
        <source>chưa phân công</source>
        <translation>not assigned yet</translation>
    </message>
    <message>
        <source>tăng trung bình {places} bậc</source>
        <translation>up {places} places on average</translation>
    </message>
</context>
<context>
    <name>PlanGoal</name>
    <message>
        <source>Mục tiêu</source>
        <translation>Goal</translation>
    </message>
    <message>
        <source>Đạt hạng</source>
        <translation>Reach rank</translation>
    </message>
    <message>
        <source>Đạt điểm</source>
        <translation>Reach points</translation>
    </message>
    <message>
        <source>Trong số ngày công</source>
        <translation>Within person-days</translation>
    </message>
    <message>
        <source>Lập kế hoạch cho</source>
        <translation>Plan for</translation>
    </message>
    <message>
        <source>Trước hạn nộp</source>
        <translation>Before the deadline</translation>
    </message>
    <message>
        <source>Cho năm sau</source>
        <translation>For next year</translation>
    </message>
    <message>
        <source>Hạn nhập số liệu</source>
        <translation>Data deadline</translation>
    </message>
    <message>
        <source>Hạng muốn đạt</source>
        <translation>Rank to reach</translation>
    </message>
    <message>
        <source>Điểm muốn đạt</source>
        <translation>Points to reach</translation>
    </message>
    <message>
        <source>Số ngày công có thể bố trí</source>
        <translation>Person-days that can be spared</translation>
    </message>
    <message>
        <source>ngày công</source>
        <translation>person-days</translation>
    </message>
    <message>
        <source>Hạng là số nguyên.</source>
        <translation>A whole number.</translation>
    </message>
    <message>
        <source>Hạng từ 1 đến {of}.</source>
        <translation>Ranks are 1 to {of}.</translation>
    </message>
    <message>
        <source>Điểm từ 0 đến {most}.</source>
        <translation>Points are 0 to {most}.</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>đang tính…</source>
        <extracomment>From this width of the page on, the picture stands beside the table.</extracomment>
        <translation>working it out…</translation>
    </message>
    <message>
        <source>Việc được liệt kê</source>
        <translation>Work that is listed</translation>
    </message>
    <message>
        <source>In kế hoạch…</source>
        <translation>Print the plan…</translation>
    </message>
    <message>
        <source>Kế hoạch</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Điểm tăng theo chỉ số chính</source>
        <translation>Points gained by main index</translation>
    </message>
    <message>
        <source>Kế hoạch tối ưu</source>
        <translation>Best plan</translation>
    </message>
    <message>
        <source>Mọi việc có thể làm</source>
        <translation>All that can be done</translation>
    </message>
    <message>
        <source>{code} không còn trong kế hoạch; vẫn có ở “Mọi việc có thể làm”.</source>
        <translation>{code} is no longer in the plan; it is still under “All that can be done”.</translation>
    </message>
    <message>
        <source>* ** chưa đối chiếu với văn bản gốc</source>
        <translation>* ** not confirmed against the official text</translation>
    </message>
    <message>
        <source>† cơ quan chủ trì tự đo, điểm tăng là ước tính</source>
        <translation>† measured by the assessing body, the gain is an estimate</translation>
    </message>
    <message>
        <source>{mark} quá muộn, chỉ tính cho kỳ sau</source>
        <translation>{mark} too late, counts for the next assessment only</translation>
    </message>
    <message>
        <source>✓ có trong kế hoạch</source>
        <translation>✓ in the plan</translation>
    </message>
    <message>
        <source>Ngày công mờ là mức mặc định</source>
        <translation>Pale person-days are defaults</translation>
    </message>
    <message>
        <source>Không cần làm gì thêm</source>
        <translation>Nothing more is needed</translation>
    </message>
    <message>
        <source>Mục tiêu đã đạt. Đặt mục tiêu cao hơn để xem việc nên làm tiếp.</source>
        <translation>The goal is met. Set a higher one to see what to do next.</translation>
    </message>
    <message>
        <source>Không còn việc nào làm được cho hồ sơ này</source>
        <translation>Nothing can be done any more for this assessment</translation>
    </message>
    <message>
        <source>Hạn nhập số liệu đã qua hoặc mọi điểm đã có minh chứng. Có thể lập cho năm sau.</source>
        <translation>The data deadline has passed, or all points have their evidence. A plan for next year can be made.</translation>
    </message>
    <message>
        <source>Lập cho năm sau</source>
        <translation>Plan for next year</translation>
    </message>
    <message>
        <source>Không còn việc nào làm được</source>
        <translation>Nothing is left to do</translation>
    </message>
    <message>
        <source>Mọi chỉ số thành phần đã đạt điểm tối đa hoặc đã bỏ ra.</source>
        <translation>Every sub-indicator has all its points or was left out.</translation>
    </message>
    <message>
        <source>Kế hoạch bắt đầu từ câu trả lời</source>
        <translation>A plan begins with answers</translation>
    </message>
    <message>
        <source>Ở đây sẽ có việc nên làm trước để tăng điểm và hạng. Hãy trả lời vài chỉ số thành phần để biết còn thiếu gì.</source>
        <translation>What to do first for more points and a better rank will appear here. Answer a few sub-indicators to see what is missing.</translation>
    </message>
    <message>
        <source>Trả lời chỉ số đầu tiên</source>
        <translation>Answer the first one</translation>
    </message>
    <message>
        <source>Chưa có kết quả công bố</source>
        <translation>No published results</translation>
    </message>
    <message>
        <source>Kế hoạch cần kết quả đã công bố để tính hạng. Nhập bằng mục “Nhập kết quả công bố…” của trình đơn.</source>
        <translation>A plan needs published results to work out ranks. Take them in with “Import published results…” in the menu.</translation>
    </message>
    <message>
        <source>Hiện nay</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Theo kế hoạch</source>
        <translation>With the plan</translation>
    </message>
</context>
<context>
    <name>PlanPaperDialog</name>
    <message>
        <source>In kế hoạch</source>
        <translation>Print the plan</translation>
    </message>
    <message>
        <source>Kế hoạch cải thiện chỉ số theo mẫu văn bản hành chính: hiện trạng, mục tiêu, nhiệm vụ, đơn vị chủ trì, cách tính. Bản Word để sửa tiếp, bản PDF để trình.</source>
        <translation>The plan to raise the index as an official paper: standing, goal, tasks, departments, method. Word to go on editing, PDF to submit.</translation>
    </message>
    <message>
        <source>Ngôn ngữ</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>tiếng Việt</source>
        <translation>Vietnamese</translation>
    </message>
    <message>
        <source>tiếng Anh</source>
        <translation>English</translation>
    </message>
</context>
<context>
    <name>PointsLegend</name>
    <message>
        <source>đạt</source>
        <translation>won</translation>
    </message>
    <message>
        <source>chưa đạt</source>
        <translation>not won</translation>
    </message>
    <message>
        <source>chưa trả lời</source>
        <translation>not answered</translation>
    </message>
</context>
<context>
    <name>PortalEntryView</name>
    <message>
        <source>Lúc nhập: {value}</source>
        <translation>As entered: {value}</translation>
    </message>
    <message>
        <source>Đã sửa sau khi nhập</source>
        <translation>Changed since it was entered</translation>
    </message>
    <message>
        <source>không chấm điểm</source>
        <translation>not scored</translation>
    </message>
    <message>
        <source>tự chấm {points} / {most}</source>
        <translation>self-score {points} / {most}</translation>
    </message>
    <message>
        <source>Chưa nhập</source>
        <translation>Not entered</translation>
    </message>
    <message>
        <source>Đã đổi sau khi nhập</source>
        <translation>Changed since entered</translation>
    </message>
    <message>
        <source>Đã nhập</source>
        <translation>Entered</translation>
    </message>
    <message>
        <source>Đã nhập lại, sang mục sau</source>
        <translation>Entered again, go on</translation>
    </message>
    <message>
        <source>Sang mục sau</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Đã nhập, sang mục sau</source>
        <translation>Entered, go on</translation>
    </message>
    <message>
        <source>Giải trình</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>Minh chứng</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Chưa có minh chứng.</source>
        <translation>No evidence yet.</translation>
    </message>
    <message>
        <source>{label} (theo Số liệu chung)</source>
        <translation>{label} (from the common figures)</translation>
    </message>
    <message>
        <source>Mức đã chọn</source>
        <translation>Level chosen</translation>
    </message>
    <message>
        <source>chưa trả lời</source>
        <translation>not answered</translation>
    </message>
    <message>
        <source>Chép</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Đã chép</source>
        <translation>Copied</translation>
    </message>
    <message>
        <source>Mục trước</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>Mục sau</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Số liệu vừa đổi sau khi chép. Hãy chép lại trước khi đánh dấu đã nhập.</source>
        <translation>This changed after it was copied. Copy it again before you tick it as entered.</translation>
    </message>
    <message>
        <source>Mở thư mục minh chứng</source>
        <translation>Open the evidence folder</translation>
    </message>
    <message>
        <source>Chép đường dẫn</source>
        <translation>Copy its path</translation>
    </message>
    <message>
        <source>Bỏ dấu đã nhập</source>
        <translation>Clear the tick</translation>
    </message>
</context>
<context>
    <name>PortalSheetDialog</name>
    <message>
        <source>Lưu phiếu đối chiếu</source>
        <translation>Save the reconciliation sheet</translation>
    </message>
    <message>
        <source>Phiếu ghi từng chỉ số thành phần đã nhập lên dti.gov.vn lúc nào, ai nhập, và những gì đã đổi sau khi nhập.</source>
        <translation>The sheet says when each sub-indicator was entered on dti.gov.vn, by whom, and what has changed since.</translation>
    </message>
</context>
<context>
    <name>PortalSheetView</name>
    <message>
        <source>Đã nhập đủ {total} mục, không mục nào đổi sau khi nhập.</source>
        <translation>All {total} are entered and none changed since.</translation>
    </message>
    <message>
        <source>{entered} đã nhập, trong đó {changed} đã đổi sau khi nhập; {missing} chưa nhập.</source>
        <translation>{entered} entered, {changed} of them changed since; {missing} not entered.</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Đã đổi</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>Chưa nhập</source>
        <translation>Not entered</translation>
    </message>
    <message>
        <source>Mã</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Tình trạng</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Nhập lúc</source>
        <translation>Entered at</translation>
    </message>
    <message>
        <source>Người nhập: {who}</source>
        <translation>Entered by: {who}</translation>
    </message>
    <message>
        <source>Nhật ký không còn cho biết đã nhập gì.</source>
        <translation>The journal no longer tells what was entered.</translation>
    </message>
    <message>
        <source>chưa trả lời</source>
        <translation>not answered</translation>
    </message>
    <message>
        <source>Giải trình đã sửa sau khi nhập.</source>
        <translation>The explanation changed since it was entered.</translation>
    </message>
    <message>
        <source>Đã nhập</source>
        <translation>Entered</translation>
    </message>
    <message>
        <source>Quay lại nhập</source>
        <translation>Back to entering</translation>
    </message>
    <message>
        <source>Đối chiếu</source>
        <translation>Reconciliation</translation>
    </message>
    <message>
        <source>Lọc</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Lưu phiếu đối chiếu…</source>
        <translation>Save the reconciliation sheet…</translation>
    </message>
</context>
<context>
    <name>PortalWindow</name>
    <message>
        <source>{done}/{total} đã nhập</source>
        <translation>{done}/{total} entered</translation>
    </message>
    <message>
        <source>Nhập lên dti.gov.vn – {province} {year}</source>
        <translation>Enter on dti.gov.vn – {province} {year}</translation>
    </message>
    <message>
        <source>Máy không mở được thư mục. Tệp nằm ở: {path}</source>
        <translation>The folder could not be opened. The files are in: {path}</translation>
    </message>
    <message>
        <source>Đối chiếu</source>
        <translation>Reconciliation</translation>
    </message>
    <message>
        <source>Dấu thập phân khi chép</source>
        <translation>Decimal sign for copying</translation>
    </message>
</context>
<context>
    <name>ProfilePage</name>
    <message>
        <source>Còn thiếu {count} số liệu</source>
        <translation>Figures missing: {count}</translation>
    </message>
    <message>
        <source>Đã đủ số liệu</source>
        <translation>All figures given</translation>
    </message>
    <message>
        <source>{count} số liệu năm {year} chưa xác nhận lại; Alt + Enter xác nhận từng số.</source>
        <translation>Figures of {year} not confirmed yet: {count}; Alt + Enter confirms them one by one.</translation>
    </message>
    <message>
        <source>Xác nhận tất cả</source>
        <translation>Confirm all</translation>
    </message>
    <message>
        <source>Số liệu chung</source>
        <translation>Common figures</translation>
    </message>
    <message>
        <source>Nhập một lần số liệu dùng chung trong năm đánh giá; chỉ số nào cần đều lấy từ đây. Số chưa có thì để trống, nhập sau.</source>
        <translation>Enter the common figures of the year assessed once; every sub-indicator that needs them takes them from here. Leave blank what you do not have yet.</translation>
    </message>
</context>
<context>
    <name>ProgramMenu</name>
    <message>
        <source>Tất cả hồ sơ</source>
        <extracomment>A name, an icon, and the shortcut that does the same. They are about the open assessment.</extracomment>
        <translation>All assessments</translation>
    </message>
    <message>
        <source>Sao lưu…</source>
        <translation>Back up…</translation>
    </message>
    <message>
        <source>Nhập kết quả công bố…</source>
        <translation>Import published results…</translation>
    </message>
    <message>
        <source>Nhận gói cập nhật…</source>
        <translation>Import an update pack…</translation>
    </message>
    <message>
        <source>Tạo gói cập nhật…</source>
        <translation>Make an update pack…</translation>
    </message>
    <message>
        <source>Câu trả lời năm trước</source>
        <translation>Last year’s answers</translation>
    </message>
    <message>
        <source>So sánh hồ sơ</source>
        <translation>Compare assessments</translation>
    </message>
    <message>
        <source>Nhập lên dti.gov.vn…</source>
        <translation>Enter on dti.gov.vn…</translation>
    </message>
    <message>
        <source>Bộ chỉ số</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>Kiểm tra tệp hồ sơ…</source>
        <translation>Verify a bundle…</translation>
    </message>
    <message>
        <source>Xuất mẫu Excel…</source>
        <translation>Export an Excel form…</translation>
    </message>
    <message>
        <source>Nhập từ Excel…</source>
        <translation>Import from Excel…</translation>
    </message>
    <message>
        <source>Xuất toàn bộ ra Excel…</source>
        <translation>Export everything to Excel…</translation>
    </message>
    <message>
        <source>Cài đặt</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Trợ giúp</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Phím tắt</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>Giới thiệu</source>
        <translation>About</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Đang dừng…</source>
        <translation>Stopping…</translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation>Stop</translation>
    </message>
</context>
<context>
    <name>ProvinceSearch</name>
    <message>
        <source>Tìm tỉnh, thành phố; không cần gõ dấu</source>
        <translation>Find a province or city; accents not needed</translation>
    </message>
    <message>
        <source>Tìm tỉnh, thành phố</source>
        <translation>Find a province or city</translation>
    </message>
    <message>
        <source>Tìm theo tên, vùng</source>
        <extracomment>As wide as a star, so that numbers with and without one stay in line. Below this width the regions are only told when the pointer rests on a province.</extracomment>
        <translation>Find by name or region</translation>
    </message>
</context>
<context>
    <name>RankingPage</name>
    <message>
        <source>So với kết quả năm</source>
        <extracomment>Below this width of the page the years stand under the strip.</extracomment>
        <translation>Against the results of</translation>
    </message>
    <message>
        <source>Năm để so sánh</source>
        <translation>Year to compare with</translation>
    </message>
    <message>
        <source>* suy ra, không công bố</source>
        <translation>* derived, not published</translation>
    </message>
    <message>
        <source>Nhấn đúp hoặc Enter: so với nơi đó</source>
        <translation>Double-click or Enter: compare with that one</translation>
    </message>
    <message>
        <source>Qua các năm</source>
        <translation>Over the years</translation>
    </message>
    <message>
        <source>Kết quả công bố qua các năm</source>
        <translation>Published results over the years</translation>
    </message>
    <message>
        <source>Bảng xếp hạng</source>
        <translation>Ranking table</translation>
    </message>
    <message>
        <source>Toàn bộ</source>
        <translation>Overall</translation>
    </message>
    <message>
        <source>Trong vùng</source>
        <translation>In the region</translation>
    </message>
    <message>
        <source>Chỉ số {code}</source>
        <translation>Index {code}</translation>
    </message>
    <message>
        <source>chưa rõ: thiếu {count}</source>
        <translation>unknown: {count} missing</translation>
    </message>
    <message>
        <source>chưa rõ</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>Chưa rõ hạng so với năm {year}</source>
        <translation>Rank against {year} unknown</translation>
    </message>
    <message>
        <source>Chưa biết giá trị công bố của {count} {units}; thiếu không có nghĩa là 0: {names}.</source>
        <translation>The published values of {count} {units} are not known; missing does not mean 0: {names}.</translation>
    </message>
    <message>
        <source>Mới trả lời {answered}/{total} chỉ số, phần còn lại tính 0 điểm</source>
        <translation>{answered}/{total} sub-indicators answered, the rest count 0 points</translation>
    </message>
    <message>
        <source>Kém {province} {gap} điểm</source>
        <translation>{gap} points behind {province}</translation>
    </message>
    <message>
        <source>Hơn {province} {gap} điểm</source>
        <translation>{gap} points ahead of {province}</translation>
    </message>
    <message>
        <source>Năm</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>Hạng</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>Giá trị</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Trụ cột</source>
        <translation>Pillars</translation>
    </message>
    <message>
        <source>Hạng của {pillars}</source>
        <translation>Ranks in {pillars}</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Số này là:</source>
        <translation>This number is:</translation>
    </message>
    <message>
        <source>Chọn một số có hai cách đọc trong bảng.</source>
        <translation>Choose a number with two readings in the table.</translation>
    </message>
    <message>
        <source>{number} (lối Việt Nam)</source>
        <translation>{number} (Vietnamese style)</translation>
    </message>
    <message>
        <source>{number} (lối Anh)</source>
        <translation>{number} (English style)</translation>
    </message>
    <message>
        <source>Mọi số chưa rõ cũng đọc như vậy</source>
        <translation>Read every undecided number this way</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
</context>
<context>
    <name>RecoverySheetDialog</name>
    <message>
        <source>Phiếu khôi phục</source>
        <translation>Recovery sheet</translation>
    </message>
    <message>
        <source>Đã sao lưu. Hãy giữ phiếu này</source>
        <translation>Backed up. Keep this sheet</translation>
    </message>
    <message>
        <source>In phiếu và cất vào két, tách khỏi tệp sao lưu. Phiếu không nằm lại trên máy, trừ khi được lưu.</source>
        <translation>Print the sheet and lock it away, apart from the backup file. No copy stays on this computer unless you save one.</translation>
    </message>
</context>
<context>
    <name>RegionTable</name>
    <message>
        <source>Trong vùng</source>
        <translation>In the region</translation>
    </message>
    <message>
        <source>Hạng</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>Hạng chung</source>
        <translation>Rank among all</translation>
    </message>
    <message>
        <source>Thay đổi</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Số bậc tăng hoặc giảm so với năm trước đó đã biết</source>
        <translation>Places gained or lost on the year before that is known</translation>
    </message>
    <message>
        <source>Giá trị</source>
        <translation>Value</translation>
    </message>
</context>
<context>
    <name>RemainingPage</name>
    <message>
        <source>Việc còn lại</source>
        <translation>What remains</translation>
    </message>
    <message>
        <source>Loại việc</source>
        <translation>Kind of work</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Không còn việc nào phải làm. Chỉ còn ghi chú để xem trước khi nộp.</source>
        <translation>Nothing is left to do; only notes to read before you submit.</translation>
    </message>
    <message>
        <source>Nộp hồ sơ</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>Không có việc nào ở đây</source>
        <translation>Nothing here</translation>
    </message>
    <message>
        <source>Phần đang lọc không còn việc. Các phần khác vẫn còn.</source>
        <translation>Nothing remains under this filter. Other parts still have work to do.</translation>
    </message>
    <message>
        <source>Xem tất cả</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>Không còn việc nào</source>
        <translation>Nothing remains</translation>
    </message>
    <message>
        <source>Mọi chỉ số đã trả lời, có minh chứng hoặc giải trình. Có thể nộp hồ sơ.</source>
        <translation>Every sub-indicator is answered and has evidence or an explanation. You can submit.</translation>
    </message>
</context>
<context>
    <name>RemoveRowDialog</name>
    <message>
        <source>{count} ô đã trả lời</source>
        <translation>{count} answered fields</translation>
    </message>
    <message>
        <source>{count} tài liệu kiểm chứng</source>
        <translation>{count} pieces of evidence</translation>
    </message>
    <message>
        <source>có giải trình</source>
        <translation>with an explanation</translation>
    </message>
    <message>
        <source>{count} ý kiến rà soát</source>
        <translation>{count} review remarks</translation>
    </message>
    <message>
        <source>Bỏ chỉ số thành phần</source>
        <translation>Remove a sub-indicator</translation>
    </message>
    <message>
        <source>Bỏ chỉ số thành phần {code}?</source>
        <translation>Remove sub-indicator {code}?</translation>
    </message>
    <message>
        <source>Hồ sơ đang làm có dữ liệu của chỉ số này:</source>
        <translation>Running assessments hold for this sub-indicator:</translation>
    </message>
    <message>
        <source>và {count} hồ sơ nữa</source>
        <translation>and {count} more assessments</translation>
    </message>
    <message>
        <source>Không hồ sơ đang làm nào có dữ liệu của chỉ số này.</source>
        <translation>No running assessment holds anything for this sub-indicator.</translation>
    </message>
    <message>
        <source>Hồ sơ giữ nguyên cho đến khi chuyển sang phiên bản mới. Khi đó câu trả lời và minh chứng của chỉ số này thôi tính điểm nhưng vẫn còn trong kho, và trở lại nếu chỉ số trở lại.</source>
        <translation>Assessments stay as they are until they are moved to the new edition. Then the answers and evidence of this sub-indicator no longer count, but they stay in the store and come back if it does.</translation>
    </message>
    <message>
        <source>Bản sửa có hoàn tác.</source>
        <translation>The draft can be undone.</translation>
    </message>
    <message>
        <source>Bỏ chỉ số</source>
        <translation>Remove it</translation>
    </message>
    <message>
        <source>Giữ lại</source>
        <translation>Keep it</translation>
    </message>
</context>
<context>
    <name>ReportPaperDialog</name>
    <message>
        <source>Lưu bản dự thảo</source>
        <translation>Save the draft</translation>
    </message>
    <message>
        <source>Bản PDF để trình, bản Word để sửa tiếp; hai bản cùng một nội dung. Bảng giải trình nêu điểm tự chấm, minh chứng và giải trình của từng chỉ số thành phần.</source>
        <translation>PDF for submission, Word for further editing; both say the same. The explanations give the self-score, evidence and explanation of each sub-indicator.</translation>
    </message>
    <message>
        <source>Văn bản</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Báo cáo tự đánh giá</source>
        <translation>Self-assessment report</translation>
    </message>
    <message>
        <source>Bảng giải trình</source>
        <translation>Explanations</translation>
    </message>
</context>
<context>
    <name>ReportPreview</name>
    <message>
        <source>Đang lập báo cáo…</source>
        <translation>Preparing the report…</translation>
    </message>
    <message>
        <source>Báo cáo tự đánh giá, bản xem trước</source>
        <translation>Self-assessment report, preview</translation>
    </message>
    <message>
        <source>Ngôn ngữ của báo cáo</source>
        <translation>Language of the report</translation>
    </message>
    <message>
        <source>Báo cáo tiếng Việt</source>
        <translation>Report in Vietnamese</translation>
    </message>
    <message>
        <source>Báo cáo tiếng Anh</source>
        <translation>Report in English</translation>
    </message>
    <message>
        <source>Phóng to</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>Thu nhỏ</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>Vừa chiều rộng</source>
        <translation>Fit width</translation>
    </message>
    <message>
        <source>trang {page} / {count}</source>
        <translation>page {page} / {count}</translation>
    </message>
</context>
<context>
    <name>ReportStep</name>
    <message>
        <source>Lưu bản dự thảo…</source>
        <translation>Save draft…</translation>
    </message>
    <message>
        <source>In…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Báo cáo tự đánh giá, dự thảo</source>
        <translation>Self-assessment report, draft</translation>
    </message>
    <message>
        <source>Đang in bản dự thảo…</source>
        <translation>Printing the draft…</translation>
    </message>
    <message>
        <source>Đã gửi bản dự thảo tới máy in.</source>
        <translation>Draft sent to the printer.</translation>
    </message>
    <message>
        <source>Đây là bản dự thảo để trình, có thêm ba tổng điểm và phụ lục nội bộ về vị trí, dự báo và rủi ro. Bản trong tệp hồ sơ đã ký không có các phần này và không có chữ DỰ THẢO.</source>
        <translation>This is the draft for your leaders, with the three totals and an internal annex on standing, forecast and risks. The copy in the signed bundle has neither of these, nor the word DRAFT.</translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message>
        <source>Khôi phục từ bản sao lưu</source>
        <translation>Restore from a backup</translation>
    </message>
    <message>
        <source>Bản sao lưu ({endings});;Mọi tệp (*)</source>
        <translation>Backups ({endings});;All files (*)</translation>
    </message>
    <message>
        <source>Đang khôi phục từ bản sao lưu</source>
        <translation>Restoring from the backup</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Bản sao lưu này được khóa bằng mật khẩu; mật khẩu ghi trên phiếu khôi phục.</source>
        <translation>This backup is locked with a passphrase, which is on the recovery sheet.</translation>
    </message>
    <message>
        <source>Sao lưu lúc {moment}</source>
        <translation>Backed up {moment}</translation>
    </message>
    <message>
        <source>Sao lưu lúc {moment} ({reason})</source>
        <translation>Backed up {moment} ({reason})</translation>
    </message>
    <message>
        <source>và {count} hồ sơ khác</source>
        <translation>and {count} more</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào.</source>
        <translation>No assessments.</translation>
    </message>
    <message>
        <source>{count} tệp minh chứng, {size}</source>
        <translation>evidence files: {count}, {size}</translation>
    </message>
    <message>
        <source>{count} tệp minh chứng của bản này không còn tìm thấy và sẽ không trở lại; mọi thứ khác vẫn khôi phục được.</source>
        <translation>Evidence files of this backup that are no longer found and will not come back: {count}. Everything else can be restored.</translation>
    </message>
    <message>
        <source>{title}, hồ sơ mẫu</source>
        <translation>{title}, sample</translation>
    </message>
    <message>
        <source>{title}: {filled} chỉ số đã nhập, sửa {moment}</source>
        <translation>{title}: {filled} indicators entered, changed {moment}</translation>
    </message>
    <message>
        <source>Khôi phục từ bản sao lưu</source>
        <translation>Restore from a backup</translation>
    </message>
    <message>
        <source>Đang xem bản sao lưu…</source>
        <translation>Looking into the backup…</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Hiện mật khẩu</source>
        <translation>Show password</translation>
    </message>
    <message>
        <source>Mở</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Bản sao lưu thay cho toàn bộ dữ liệu đang có, sau khi được kiểm tra từng tệp. Dữ liệu đang có không bị xóa: được giữ nguyên trong một thư mục riêng, và có trong các bản tự sao lưu để quay lại khi cần.</source>
        <translation>The backup replaces all present data once each of its files has been checked. The present data is not deleted: it is kept whole in a folder of its own, and as one of the automatic backups in case you want to go back.</translation>
    </message>
    <message>
        <source>Khôi phục</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>ReturnPartDialog</name>
    <message>
        <source>Trả phần việc</source>
        <translation>Return the part</translation>
    </message>
    <message>
        <source>Trả phần việc cho nơi giao</source>
        <translation>Return the part to the office</translation>
    </message>
    <message>
        <source>Trả lời, giải trình, ghi chú, ý kiến và minh chứng mới của phần việc thành một tệp để gửi về nơi giao. Có thể trả nhiều lần: tệp sau chỉ thêm những gì mới.</source>
        <translation>Answers, explanations, notes, comments and new evidence of the part go into one file for the office. You may return it more than once: a later file only adds what is new.</translation>
    </message>
    <message>
        <source>Còn {count} chỉ số chưa trả lời. Vẫn trả được.</source>
        <translation>Sub-indicators not answered yet: {count}. You can return it all the same.</translation>
    </message>
    <message>
        <source>Chọn nơi lưu…</source>
        <translation>Choose where to save…</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>ReviewButton</name>
    <message>
        <source>Đặt trạng thái</source>
        <translation>Set the state</translation>
    </message>
    <message>
        <source>Rà soát: {state}</source>
        <translation>Review: {state}</translation>
    </message>
    <message>
        <source>Mở lại để soạn</source>
        <translation>Reopen for drafting</translation>
    </message>
    <message>
        <source>Soạn tiếp</source>
        <translation>Go on drafting</translation>
    </message>
    <message>
        <source>Gửi rà soát</source>
        <translation>Send for review</translation>
    </message>
    <message>
        <source>Cần sửa</source>
        <translation>Needs work</translation>
    </message>
    <message>
        <source>Duyệt</source>
        <translation>Approve</translation>
    </message>
</context>
<context>
    <name>ReviewNotice</name>
    <message>
        <source>Đã duyệt ({by}) nên câu trả lời, giải trình và minh chứng đang khóa.</source>
        <translation>Approved ({by}), so answer, explanation and evidence are locked.</translation>
    </message>
    <message>
        <source>Mở lại…</source>
        <translation>Reopen…</translation>
    </message>
    <message>
        <source>Cần sửa: {reason} ({by})</source>
        <translation>Needs work: {reason} ({by})</translation>
    </message>
    <message>
        <source>Gửi rà soát lại</source>
        <translation>Send for review again</translation>
    </message>
    <message>
        <source>Mở lại để sửa: {reason} ({by})</source>
        <translation>Reopened: {reason} ({by})</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Rà soát</source>
        <extracomment>Below this width the filter is words alone: with shapes and counts it would not fit.</extracomment>
        <translation>Review</translation>
    </message>
    <message>
        <source>Nhập điểm thẩm định…</source>
        <translation>Import points…</translation>
    </message>
    <message>
        <source>Lọc theo trạng thái rà soát</source>
        <translation>Filter by state of the review</translation>
    </message>
    <message>
        <source>Rà soát các chỉ số thành phần</source>
        <translation>Review of the sub-indicators</translation>
    </message>
    <message>
        <source>Enter: mở chỉ số · Ctrl + A: chọn tất cả · Alt + 1 … 4: đặt trạng thái</source>
        <translation>Enter: open · Ctrl + A: select all · Alt + 1 … 4: set the state</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Đã đổi</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>Còn ý kiến</source>
        <translation>Comments</translation>
    </message>
    <message>
        <source>Bị cắt</source>
        <translation>Cut</translation>
    </message>
    <message>
        <source>Đã duyệt {count}/{all}</source>
        <translation>{count}/{all} approved</translation>
    </message>
    <message>
        <source>người rà soát</source>
        <translation>the reviewer</translation>
    </message>
    <message>
        <source>Cơ quan thẩm định</source>
        <translation>Assessing body</translation>
    </message>
    <message>
        <source>{who} cho điểm {count} chỉ số, chênh {points} điểm</source>
        <translation>{who} scored {count} sub-indicators, {points} points apart</translation>
    </message>
    <message>
        <source>chỉ số {index}: {points}</source>
        <translation>index {index}: {points}</translation>
    </message>
    <message>
        <source>Bị cắt {points} điểm</source>
        <translation>{points} points cut</translation>
    </message>
    <message>
        <source>Không có chỉ số nào ở đây</source>
        <translation>No sub-indicator here</translation>
    </message>
    <message>
        <source>Phần đang lọc không có chỉ số nào.</source>
        <translation>No sub-indicator matches the filter.</translation>
    </message>
    <message>
        <source>Xem tất cả</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>Đã chọn {count} chỉ số</source>
        <translation>Selected: {count}</translation>
    </message>
    <message>
        <source>Chọn một hay nhiều dòng để đặt trạng thái</source>
        <translation>Select rows to set their state</translation>
    </message>
</context>
<context>
    <name>ReviewReasonDialog</name>
    <message>
        <source>{count} chỉ số</source>
        <translation>sub-indicators: {count}</translation>
    </message>
    <message>
        <source>Cần sửa {codes}</source>
        <translation>Needs work: {codes}</translation>
    </message>
    <message>
        <source>Cần sửa</source>
        <translation>Needs work</translation>
    </message>
    <message>
        <source>Lý do hiện ngay trên trang của chỉ số, để người soạn biết phải sửa gì.</source>
        <translation>The reason is shown on the sub-indicator’s page, so that the drafter knows what to correct.</translation>
    </message>
    <message>
        <source>Thiếu quyết định ban hành, số liệu lệch với báo cáo…</source>
        <translation>The decision is missing, the figure differs from the report…</translation>
    </message>
    <message>
        <source>Mở lại {codes}</source>
        <translation>Reopen {codes}</translation>
    </message>
    <message>
        <source>Mở lại</source>
        <translation>Reopen</translation>
    </message>
    <message>
        <source>Mở khóa để sửa tiếp.</source>
        <translation>Unlock it to go on editing.</translation>
    </message>
    <message>
        <source>Có số liệu mới của Sở, bổ sung văn bản…</source>
        <translation>New figures from the department, one more document…</translation>
    </message>
    <message>
        <source>Nhật ký ghi ai mở lại, lúc nào, vì sao.</source>
        <translation>The journal records who reopened it, when and why.</translation>
    </message>
</context>
<context>
    <name>ReviewRows</name>
    <message>
        <source>Mã</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Chỉ số thành phần</source>
        <translation>Sub-indicator</translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Tự chấm</source>
        <translation>Claimed</translation>
    </message>
    <message>
        <source>Người rà soát</source>
        <translation>Reviewer</translation>
    </message>
    <message>
        <source>Chênh</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Cơ quan thẩm định</source>
        <translation>Assessing body</translation>
    </message>
    <message>
        <source>Điểm cơ quan thẩm định, nếu chưa có thì điểm người rà soát, trừ điểm tự chấm</source>
        <translation>The assessing body’s points, or else the reviewer’s, less the self-score</translation>
    </message>
    <message>
        <source>Ý kiến</source>
        <translation>Comments</translation>
    </message>
    <message>
        <source>Ý kiến chưa xử lý</source>
        <translation>Comments not settled yet</translation>
    </message>
    <message>
        <source>Đổi lần cuối</source>
        <translation>Last change</translation>
    </message>
    <message>
        <source>Vì sao</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>Đã đổi sau khi rà soát</source>
        <translation>Changed since the review</translation>
    </message>
    <message>
        <source>Không chấm điểm</source>
        <translation>Not scored</translation>
    </message>
</context>
<context>
    <name>ReviewSection</name>
    <message>
        <source>Ý kiến trao đổi</source>
        <extracomment>Under which name the half-written remark of an indicator is kept; no field of an answer is called so.</extracomment>
        <translation>Comments</translation>
    </message>
    <message>
        <source>Đã đổi từ lần rà soát {since}</source>
        <translation>Changed since the review of {since}</translation>
    </message>
</context>
<context>
    <name>RevocationLists</name>
    <message>
        <source>Danh sách thu hồi</source>
        <translation>Revocation lists</translation>
    </message>
    <message>
        <source>Thêm danh sách thu hồi…</source>
        <translation>Add a revocation list…</translation>
    </message>
    <message>
        <source>Chọn danh sách thu hồi</source>
        <translation>Choose a revocation list</translation>
    </message>
    <message>
        <source>Danh sách thu hồi ({endings});;Mọi tệp (*)</source>
        <translation>Revocation lists ({endings});;All files (*)</translation>
    </message>
    <message>
        <source>Không bắt buộc. Danh sách này (.crl) của đơn vị cấp chữ ký số cho biết chứng thư nào đã bị thu hồi; tải ở máy có mạng rồi chép sang đây.</source>
        <translation>Optional. This list (.crl) of the certification authority says which certificates were revoked; download it on a networked computer and copy it here.</translation>
    </message>
    <message>
        <source>Chỉ tra trong những danh sách này; chương trình không tự tải gì từ mạng.</source>
        <translation>Only these lists are consulted; the program fetches nothing from the network.</translation>
    </message>
</context>
<context>
    <name>RivalCard</name>
    <message>
        <source>{own} và {rival}, năm {year}</source>
        <translation>{own} and {rival}, {year}</translation>
    </message>
    <message>
        <source>Chỉ số chính</source>
        <translation>Main indices</translation>
    </message>
    <message>
        <source>Hồ sơ này</source>
        <translation>Here</translation>
    </message>
    <message>
        <source>Nơi kia</source>
        <translation>The other</translation>
    </message>
    <message>
        <source>Nơi kia hơn (+) hoặc kém (−) bao nhiêu điểm</source>
        <translation>Points by which the other is ahead (+) or behind (−)</translation>
    </message>
    <message>
        <source>Xanh: nơi kia hơn; xám: hồ sơ này hơn.</source>
        <translation>Blue: the other is ahead; grey: this assessment is.</translation>
    </message>
    <message>
        <source>Cách biệt
(điểm)</source>
        <translation>Gap
(points)</translation>
    </message>
    <message>
        <source>Trống (–): giá trị năm {year} không được công bố, không phải 0.</source>
        <translation>Empty (–): the value of {year} was not published; it is not 0.</translation>
    </message>
</context>
<context>
    <name>RivalsTable</name>
    <message>
        <source>Hạng</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>Vùng</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Giá trị</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Cách biệt
(điểm)</source>
        <translation>Gap
(points)</translation>
    </message>
    <message>
        <source>Hơn (+) hoặc kém (−) nơi đang xem bao nhiêu điểm</source>
        <translation>Points ahead of (+) or behind (−) the one that is looked at</translation>
    </message>
    <message>
        <source>Số điểm của chính nơi đang xem</source>
        <translation>The own points of the one that is looked at</translation>
    </message>
    <message>
        <source>Chỉ số
{code}</source>
        <translation>Index
{code}</translation>
    </message>
    <message>
        <source>{title}: hơn (+) hoặc kém (−) bao nhiêu điểm</source>
        <translation>{title}: points ahead (+) or behind (−)</translation>
    </message>
    <message>
        <source>chưa rõ</source>
        <translation>unknown</translation>
    </message>
</context>
<context>
    <name>RowChooser</name>
    <message>
        <source>Thêm chỉ số, số liệu</source>
        <translation>Add a row</translation>
    </message>
    <message>
        <source>Thêm chỉ số thành phần hoặc số liệu chung vào giả định</source>
        <translation>Add a sub-indicator or a common figure to the what-if</translation>
    </message>
</context>
<context>
    <name>RowList</name>
    <message>
        <source>Thêm vào giả định</source>
        <translation>Add to the what-if</translation>
    </message>
    <message>
        <source>Các chỉ số thành phần và số liệu chung</source>
        <translation>Sub-indicators and common figures</translation>
    </message>
    <message>
        <source>Tìm chỉ số, số liệu chung</source>
        <translation>Find a row or a common figure</translation>
    </message>
    <message>
        <source>Chung</source>
        <translation>Shared</translation>
    </message>
</context>
<context>
    <name>Rule</name>
    <message>
        <source>Chỉ thu thập thông tin, không chấm điểm.</source>
        <translation>Information only, not scored.</translation>
    </message>
    <message>
        <source>Điểm theo mức được chọn, tối đa {points}.</source>
        <translation>Points by the level chosen, {points} at most.</translation>
    </message>
    <message>
        <source>Tỷ lệ = “{a}” / “{b}”. Tỷ lệ càng thấp càng tốt: điểm = (100 % − tỷ lệ) × {points}.</source>
        <translation>Share = “{a}” / “{b}”. The lower the better: points = (100% − share) × {points}.</translation>
    </message>
    <message>
        <source>Tỷ lệ = “{a}” / “{b}”. Điểm = tỷ lệ × {points}.</source>
        <translation>Share = “{a}” / “{b}”. Points = share × {points}.</translation>
    </message>
    <message>
        <source>Tỷ lệ = “{a}” / “{b}”. Từ {target} trở lên được tối đa {points}; thấp hơn thì tính theo tỷ lệ.</source>
        <translation>Share = “{a}” / “{b}”. {target} or more earns the full {points}; less earns points in proportion.</translation>
    </message>
    <message>
        <source>Không phát sinh trường hợp nào (cả hai số bằng 0) thì được điểm tối đa.</source>
        <translation>No cases at all (both numbers 0) earns the full points.</translation>
    </message>
    <message>
        <source>Tính “{a}” trên {per} {unit}. Từ {target} trở lên được tối đa {points}; thấp hơn thì tính theo tỷ lệ.</source>
        <translation>“{a}” per {per} {unit}. {target} or more earns the full {points}; less earns points in proportion.</translation>
    </message>
    <message>
        <source>Từ {target} {unit} trở lên được tối đa {points}; ít hơn thì tính theo tỷ lệ.</source>
        <translation>{target} {unit} or more earns the full {points}; fewer earn points in proportion.</translation>
    </message>
    <message>
        <source>Cộng điểm của {count} phần.</source>
        <translation>The points of {count} parts are added up.</translation>
    </message>
    <message>
        <source>Nếu “{gate}” được 0 điểm thì cả chỉ số được 0 điểm.</source>
        <translation>If “{gate}” earns 0 points, the whole sub-indicator earns 0.</translation>
    </message>
</context>
<context>
    <name>SaveState</name>
    <message>
        <source>Đang lưu…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>Chưa lưu được</source>
        <translation>Not saved</translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Mọi thay đổi được lưu ngay trên máy này, không cần nút Lưu.</source>
        <translation>Every change is saved on this computer at once; no Save button needed.</translation>
    </message>
    <message>
        <source>Đã lưu</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>Đã lưu ngày {day}</source>
        <translation>Saved on {day}</translation>
    </message>
    <message>
        <source>Đã lưu {time}</source>
        <translation>Saved {time}</translation>
    </message>
</context>
<context>
    <name>ScenarioComparison</name>
    <message>
        <source>Chưa có kịch bản nào</source>
        <translation>No scenario yet</translation>
    </message>
    <message>
        <source>Thử thay đổi vài câu trả lời, lưu thành kịch bản, rồi so sánh các kịch bản ở đây.</source>
        <translation>Try other answers, save them as a scenario, then compare scenarios here.</translation>
    </message>
    <message>
        <source>Thử thay đổi</source>
        <translation>Try changes</translation>
    </message>
</context>
<context>
    <name>ScenarioList</name>
    <message>
        <source>Kịch bản đã lưu</source>
        <translation>Saved scenarios</translation>
    </message>
    <message>
        <source>Chọn tối đa {most} để so sánh</source>
        <translation>Choose up to {most} to compare</translation>
    </message>
    <message>
        <source>Bỏ bớt một kịch bản để chọn kịch bản này</source>
        <translation>Unselect a scenario to choose this one</translation>
    </message>
</context>
<context>
    <name>ScenarioNameDialog</name>
    <message>
        <source>Đổi tên kịch bản</source>
        <translation>Rename the scenario</translation>
    </message>
    <message>
        <source>Lưu kịch bản</source>
        <translation>Save a scenario</translation>
    </message>
    <message>
        <source>Tên kịch bản</source>
        <translation>Name of the scenario</translation>
    </message>
    <message>
        <source>Ví dụ: Làm xong mọi việc trước hạn</source>
        <translation>For example: everything done in time</translation>
    </message>
    <message>
        <source>Đổi tên</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>Lưu thay thế</source>
        <translation>Replace</translation>
    </message>
    <message>
        <source>Lưu</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Nhật ký ghi lại việc đổi tên; có thể hoàn tác.</source>
        <translation>The renaming goes into the journal; it can be undone.</translation>
    </message>
    <message>
        <source>Thay kịch bản “{name}” đã lưu; có thể hoàn tác. Bản chính không thay đổi.</source>
        <translation>Replaces the saved scenario “{name}”; it can be undone. The original does not change.</translation>
    </message>
    <message>
        <source>Lưu thành kịch bản mới, mở lại và so sánh sau. Bản chính không thay đổi.</source>
        <translation>Saved as a new scenario, to be opened and compared later. The original does not change.</translation>
    </message>
</context>
<context>
    <name>ScenarioTable</name>
    <message>
        <source>Các kịch bản cạnh bản chính</source>
        <translation>Scenarios beside the original</translation>
    </message>
    <message>
        <source>Điểm</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Giá trị</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Hạng năm {year}</source>
        <translation>Rank {year}</translation>
    </message>
    <message>
        <source>Dự báo hạng</source>
        <translation>Forecast rank</translation>
    </message>
    <message>
        <source>Trung vị dự báo</source>
        <translation>Forecast median</translation>
    </message>
    <message>
        <source>Khác bản chính</source>
        <translation>Differences from the original</translation>
    </message>
    <message>
        <source>{count} thay đổi</source>
        <translation>changes: {count}</translation>
    </message>
    <message>
        <source>Không khớp bộ chỉ số, không tính</source>
        <translation>Not in the catalogue, not counted</translation>
    </message>
    <message>
        <source>Bản chính</source>
        <translation>Original</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Tìm chỉ số</source>
        <translation>Find a sub-indicator</translation>
    </message>
    <message>
        <source>Xóa nội dung tìm</source>
        <translation>Clear the search</translation>
    </message>
</context>
<context>
    <name>SensitivityPage</name>
    <message>
        <source>Xem rủi ro theo</source>
        <extracomment>Below this width of the page the documents stand under the chart.</extracomment>
        <translation>Look at risks by</translation>
    </message>
    <message>
        <source>Theo tài liệu</source>
        <translation>By document</translation>
    </message>
    <message>
        <source>Theo chỉ số thành phần</source>
        <translation>By sub-indicator</translation>
    </message>
    <message>
        <source>Chưa có kết quả công bố để so sánh</source>
        <translation>No published results to compare with</translation>
    </message>
    <message>
        <source>Khi đã nhập kết quả công bố, ở đây sẽ có số điểm và số bậc mất đi nếu bị bác.</source>
        <translation>Once published results are imported, this shows the points and places that a rejection costs.</translation>
    </message>
    <message>
        <source>Chưa tự chấm điểm nào</source>
        <translation>No points are claimed yet</translation>
    </message>
    <message>
        <source>Xem việc còn lại</source>
        <translation>See what remains</translation>
    </message>
    <message>
        <source>Chưa có tài liệu minh chứng nào</source>
        <translation>No evidence yet</translation>
    </message>
    <message>
        <source>Ở đây sẽ có những gì mất đi nếu một chỉ số thành phần bị bác hay một tài liệu bị loại. Trước hết hãy trả lời các chỉ số.</source>
        <translation>This will show what is lost if a sub-indicator or a document is rejected. First answer the questions.</translation>
    </message>
    <message>
        <source>Ở đây sẽ có những gì mất đi nếu một tài liệu bị loại. Trước hết hãy gắn tài liệu vào các chỉ số đã trả lời.</source>
        <translation>This will show what is lost if a document is rejected. First attach documents to what is answered.</translation>
    </message>
    <message>
        <source>Nếu tài liệu này bị loại</source>
        <translation>If this document is rejected</translation>
    </message>
    <message>
        <source>Nếu chỉ số thành phần này bị bác</source>
        <translation>If this sub-indicator is rejected</translation>
    </message>
    <message>
        <source>Nếu được công nhận hết: {points} điểm, hạng {rank}/{of} theo kết quả năm {year}</source>
        <translation>If all is recognised: {points} points, rank {rank}/{of} among the results of {year}</translation>
    </message>
    <message>
        <source>Nếu được công nhận hết: {points} điểm, hạng {rank}/{of} theo dự báo năm {year}</source>
        <translation>If all is recognised: {points} points, rank {rank}/{of} in the forecast of {year}</translation>
    </message>
    <message>
        <source>Nếu được công nhận hết: {points} điểm. Bộ chỉ số này không xếp hạng.</source>
        <translation>If all is recognised: {points} points. This catalogue has no ranking.</translation>
    </message>
    <message>
        <source>{count} tài liệu không làm mất điểm nào: tài liệu khác cũng chứng minh.</source>
        <translation>Documents that cost no points, because others prove the same: {count}.</translation>
    </message>
    <message>
        <source>Tài liệu</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Chỉ số thành phần</source>
        <translation>Sub-indicators</translation>
    </message>
    <message>
        <source>Điểm</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Bậc</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>Chứng minh</source>
        <translation>Proves</translation>
    </message>
    <message>
        <source>Nếu tài liệu này bị loại: {points} điểm, {places} bậc</source>
        <translation>If this document is rejected: {points} points, {places} places</translation>
    </message>
    <message>
        <source>Nếu chỉ số này bị bác: {points} điểm, {places} bậc</source>
        <translation>If this row is rejected: {points} points, {places} places</translation>
    </message>
    <message>
        <source>Nếu tài liệu này bị loại: {points} điểm</source>
        <translation>If this document is rejected: {points} points</translation>
    </message>
    <message>
        <source>Nếu chỉ số này bị bác: {points} điểm</source>
        <translation>If this sub-indicator is rejected: {points} points</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Cài đặt</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Ngôn ngữ</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Giao diện</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>Cỡ chữ</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Tên hiển thị trong nhật ký</source>
        <translation>Your name in the journal</translation>
    </message>
    <message>
        <source>Dung lượng minh chứng</source>
        <translation>Evidence size limit</translation>
    </message>
    <message>
        <source>Thư mục dữ liệu</source>
        <translation>Data folder</translation>
    </message>
    <message>
        <source>Mở tệp từ máy tính</source>
        <translation>Files on this computer</translation>
    </message>
    <message>
        <source>Theo hệ thống</source>
        <translation>Same as the system</translation>
    </message>
    <message>
        <source>Sáng</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Tối</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Nhật ký ghi tên này kèm tài khoản máy tính ({account}), từ thay đổi sau trở đi.</source>
        <translation>From the next change on, the journal shows this name beside the computer account ({account}).</translation>
    </message>
    <message>
        <source>Tổng dung lượng tối đa của các tệp minh chứng trong một hồ sơ.</source>
        <translation>Largest total of evidence files per assessment.</translation>
    </message>
    <message>
        <source>Mở thư mục</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>Chế độ mang theo: mọi dữ liệu nằm bên cạnh chương trình và đi cùng nó. Hãy sao lưu ra nơi khác, vì USB dễ hỏng và dễ mất.</source>
        <translation>Portable mode: all data lies beside the program and travels with it. Back it up elsewhere: sticks break and get lost.</translation>
    </message>
    <message>
        <source>Mọi dữ liệu nằm trong thư mục này, trên máy này. Không đặt thư mục ở nơi đồng bộ hay ổ mạng.</source>
        <translation>All data is in this folder, on this computer. Do not keep it in a synchronised folder or on a network drive.</translation>
    </message>
    <message>
        <source>Thôi mở bằng chương trình này</source>
        <translation>Stop opening with this program</translation>
    </message>
    <message>
        <source>Mở bằng chương trình này</source>
        <translation>Open with this program</translation>
    </message>
    <message>
        <source>Bấm đúp vào tệp .asice, .dtipart hay .dtipack thì chương trình này mở.</source>
        <translation>A double click on an .asice, .dtipart or .dtipack file opens this program.</translation>
    </message>
    <message>
        <source>Tệp .asice, .dtipart và .dtipack đang mở bằng chương trình này ở một chỗ khác.</source>
        <translation>Files that end in .asice, .dtipart and .dtipack open with another copy of this program.</translation>
    </message>
    <message>
        <source>Để bấm đúp vào tệp .asice, .dtipart hay .dtipack thì chương trình này mở. Chỉ cho tài khoản này, không cần quyền quản trị.</source>
        <translation>Lets a double click on an .asice, .dtipart or .dtipack file open this program. For this account only; no administrator is needed.</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Mọi câu trả lời của năm trước đều đã có chỗ.</source>
        <translation>Every answer of last year has found its place.</translation>
    </message>
</context>
<context>
    <name>ShelfRow</name>
    <message>
        <source>Chuyển sang chỉ số…</source>
        <translation>Move to a sub-indicator…</translation>
    </message>
    <message>
        <source>Bỏ qua</source>
        <translation>Leave out</translation>
    </message>
    <message>
        <source>Bỏ qua: {title}</source>
        <translation>Leave out: {title}</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Đi đến</source>
        <translation>Go to</translation>
    </message>
    <message>
        <source>Trả lời</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Bảng nhập</source>
        <translation>Entry table</translation>
    </message>
    <message>
        <source>Rà soát</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>Bộ chỉ số</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>Thay đổi</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Xem</source>
        <translation>View</translation>
    </message>
    <message>
        <source>Cửa sổ nhập lên dti.gov.vn</source>
        <translation>Window for typing into dti.gov.vn</translation>
    </message>
    <message>
        <source>Cửa sổ trợ giúp</source>
        <translation>Help window</translation>
    </message>
    <message>
        <source>Tìm chỉ số, trang, việc cần làm</source>
        <translation>Find sub-indicators, pages, actions</translation>
    </message>
    <message>
        <source>Tổng quan</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>Việc còn lại</source>
        <translation>What remains</translation>
    </message>
    <message>
        <source>Số liệu chung</source>
        <translation>Common figures</translation>
    </message>
    <message>
        <source>Xếp hạng và kế hoạch</source>
        <translation>Ranking and plan</translation>
    </message>
    <message>
        <source>Nộp hồ sơ</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>Nhật ký</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Bảng nhập; từ đó về trang chỉ số</source>
        <translation>Entry table; from there back to the page</translation>
    </message>
    <message>
        <source>Thẻ tiếp theo của một mục</source>
        <translation>Next tab of a page</translation>
    </message>
    <message>
        <source>Thẻ trước của một mục</source>
        <translation>Previous tab of a page</translation>
    </message>
    <message>
        <source>Nhập lên dti.gov.vn</source>
        <translation>Enter on dti.gov.vn</translation>
    </message>
    <message>
        <source>Tạo hồ sơ mới</source>
        <translation>New assessment</translation>
    </message>
    <message>
        <source>Đóng ngăn mục lục</source>
        <translation>Close the side bar</translation>
    </message>
    <message>
        <source>Trợ giúp về trang hay hộp thoại đang mở</source>
        <translation>Help on the current page or dialog</translation>
    </message>
    <message>
        <source>Bảng phím tắt này</source>
        <translation>This list of shortcuts</translation>
    </message>
    <message>
        <source>Mục đã đọc trước</source>
        <translation>Previous topic</translation>
    </message>
    <message>
        <source>Mục đọc sau</source>
        <translation>Next topic</translation>
    </message>
    <message>
        <source>Đóng cửa sổ trợ giúp</source>
        <translation>Close the help window</translation>
    </message>
    <message>
        <source>Chỉ số trước</source>
        <translation>Previous sub-indicator</translation>
    </message>
    <message>
        <source>Chỉ số sau</source>
        <translation>Next sub-indicator</translation>
    </message>
    <message>
        <source>Chỉ số chưa trả lời tiếp theo</source>
        <translation>Next unanswered sub-indicator</translation>
    </message>
    <message>
        <source>Xác nhận như năm trước, sang câu tiếp</source>
        <translation>Confirm as last year, go on</translation>
    </message>
    <message>
        <source>Ô nhập tiếp theo</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>Chọn mức theo thứ tự</source>
        <translation>Choose a level by number</translation>
    </message>
    <message>
        <source>Ô dưới, ô trên</source>
        <translation>Cell below, cell above</translation>
    </message>
    <message>
        <source>Ô nhập tiếp theo, ô nhập trước</source>
        <translation>Next field, previous field</translation>
    </message>
    <message>
        <source>Ô chưa trả lời tiếp theo</source>
        <translation>Next unanswered cell</translation>
    </message>
    <message>
        <source>Sửa ô</source>
        <translation>Edit the cell</translation>
    </message>
    <message>
        <source>Bỏ những gì đang gõ</source>
        <translation>Discard what is being typed</translation>
    </message>
    <message>
        <source>Xóa các ô đang chọn</source>
        <translation>Clear the selected cells</translation>
    </message>
    <message>
        <source>Mở danh sách mức</source>
        <translation>Open the list of levels</translation>
    </message>
    <message>
        <source>Đầu dòng, cuối dòng</source>
        <translation>Start, end of the row</translation>
    </message>
    <message>
        <source>Đầu bảng, cuối bảng</source>
        <translation>Start, end of the table</translation>
    </message>
    <message>
        <source>Trang trên, trang dưới</source>
        <translation>Page up, page down</translation>
    </message>
    <message>
        <source>Chọn thêm ô bằng các phím mũi tên</source>
        <translation>Select more cells with the arrow keys</translation>
    </message>
    <message>
        <source>Chọn cả bảng</source>
        <translation>Select the whole table</translation>
    </message>
    <message>
        <source>Sao chép, cắt</source>
        <translation>Copy, cut</translation>
    </message>
    <message>
        <source>Dán, cả từ Excel</source>
        <translation>Paste, from Excel too</translation>
    </message>
    <message>
        <source>Điền ô trên xuống các ô dưới</source>
        <translation>Fill down from the cell above</translation>
    </message>
    <message>
        <source>Ra khỏi bảng</source>
        <translation>Leave the table</translation>
    </message>
    <message>
        <source>Soạn tiếp, mở lại</source>
        <translation>Go on drafting, reopen</translation>
    </message>
    <message>
        <source>Gửi rà soát</source>
        <translation>Send for review</translation>
    </message>
    <message>
        <source>Cần sửa</source>
        <translation>Needs work</translation>
    </message>
    <message>
        <source>Duyệt</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>Đã đối chiếu, sang dòng kế</source>
        <translation>Checked, go to the next</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Làm lại</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>Chữ lớn hơn</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>Chữ nhỏ hơn</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>Cỡ chữ thường</source>
        <translation>Usual text size</translation>
    </message>
    <message>
        <source>Tìm trong nhật ký, giấy phép, trợ giúp</source>
        <translation>Find in the journal, the licences, the help</translation>
    </message>
    <message>
        <source>In báo cáo</source>
        <translation>Print the report</translation>
    </message>
    <message>
        <source>Phóng to tài liệu</source>
        <translation>Make the document larger</translation>
    </message>
    <message>
        <source>Thu nhỏ tài liệu</source>
        <translation>Make the document smaller</translation>
    </message>
    <message>
        <source>Sao chép giá trị thứ mấy</source>
        <translation>Copy the value with that number</translation>
    </message>
    <message>
        <source>Đánh dấu đã nhập, sang chỉ số sau</source>
        <translation>Mark as entered, go to the next</translation>
    </message>
    <message>
        <source>Bỏ dấu đã nhập</source>
        <translation>Clear the tick</translation>
    </message>
    <message>
        <source>Sao chép giải trình</source>
        <translation>Copy the explanation</translation>
    </message>
    <message>
        <source>Mở thư mục minh chứng</source>
        <translation>Open the evidence folder</translation>
    </message>
    <message>
        <source>Sao chép đường dẫn thư mục</source>
        <translation>Copy the path of the folder</translation>
    </message>
    <message>
        <source>Phiếu nhập</source>
        <translation>Entry sheet</translation>
    </message>
    <message>
        <source>Lưu phiếu nhập ra PDF</source>
        <translation>Save the entry sheet as PDF</translation>
    </message>
    <message>
        <source>Về phần nhập</source>
        <translation>Back to typing in</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Phím tắt</source>
        <translation>Keyboard shortcuts</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Chỉ số chính</source>
        <translation>Main indices</translation>
    </message>
    <message>
        <source>Còn lại</source>
        <translation>Remaining</translation>
    </message>
    <message>
        <source>Chỉ hiện chỉ số còn việc phải làm</source>
        <translation>Show only sub-indicators with something left to do</translation>
    </message>
    <message>
        <source>Tổng quan</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>Việc còn lại</source>
        <translation>What remains</translation>
    </message>
    <message>
        <source>Nhật ký</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Nộp hồ sơ</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>Các trang</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Chỉ số chính và chỉ số thành phần</source>
        <translation>Main indices and sub-indicators</translation>
    </message>
    <message>
        <source>Kết quả tìm</source>
        <translation>Search results</translation>
    </message>
    <message>
        <source>Không còn việc nào: mọi chỉ số đã trả lời và không cần giải trình.</source>
        <translation>Nothing remains: every sub-indicator is answered and needs no explanation.</translation>
    </message>
    <message>
        <source>Không tìm thấy chỉ số nào. Thử từ khác, hoặc mã như 4.1; không cần gõ dấu.</source>
        <translation>No sub-indicator found. Try another word, or a code such as 4.1; accents are not needed.</translation>
    </message>
    <message>
        <source>không chấm</source>
        <translation>not scored</translation>
    </message>
    <message>
        <source>Phần việc được giao</source>
        <translation>My part</translation>
    </message>
    <message>
        <source>Giao việc</source>
        <translation>Departments</translation>
    </message>
    <message>
        <source>{count} việc</source>
        <translation>{count} to do</translation>
    </message>
    <message>
        <source>đã nhập {given} trên {wanted} số liệu</source>
        <translation>{given} of {wanted} figures entered</translation>
    </message>
    <message>
        <source>{count} việc chặn</source>
        <translation>{count} blocking</translation>
    </message>
    <message>
        <source>{count} ý kiến chưa xử lý</source>
        <translation>open comments: {count}</translation>
    </message>
    <message>
        <source>Xếp hạng và kế hoạch</source>
        <translation>Ranking and plan</translation>
    </message>
    <message>
        <source>Bảng nhập</source>
        <translation>Entry table</translation>
    </message>
    <message>
        <source>Số liệu chung</source>
        <translation>Common figures</translation>
    </message>
    <message>
        <source>Kho minh chứng</source>
        <translation>Evidence library</translation>
    </message>
</context>
<context>
    <name>SignatoryForm</name>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Chức vụ</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Họ và tên người ký duyệt</source>
        <translation>Full name of the signatory</translation>
    </message>
    <message>
        <source>Chức vụ người ký duyệt</source>
        <translation>Position of the signatory</translation>
    </message>
    <message>
        <source>Chủ tịch Ủy ban nhân dân tỉnh</source>
        <translation>Chairperson of the provincial People’s Committee</translation>
    </message>
    <message>
        <source>Ví dụ: {title}</source>
        <translation>Example: {title}</translation>
    </message>
    <message>
        <source>In ở cuối báo cáo và ghi trong tệp hồ sơ. Được lưu ngay khi gõ.</source>
        <translation>Printed at the end of the report and written into the bundle. Saved as you type.</translation>
    </message>
</context>
<context>
    <name>SignedBy</name>
    <message>
        <source>khai ký {moment}, có dấu thời gian</source>
        <translation>claimed time {moment}, with a timestamp</translation>
    </message>
    <message>
        <source>khai ký {moment}</source>
        <translation>claimed time {moment}</translation>
    </message>
</context>
<context>
    <name>SignerCards</name>
    <message>
        <source>Khai ký lúc</source>
        <translation>Claimed time</translation>
    </message>
    <message>
        <source>Dấu thời gian</source>
        <translation>Timestamp</translation>
    </message>
    <message>
        <source>Số sê-ri</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Nơi cấp chứng thư</source>
        <translation>Certificate issuer</translation>
    </message>
    <message>
        <source>Định danh khác</source>
        <translation>Also named</translation>
    </message>
    <message>
        <source>{moment}, do {authority} chứng thực</source>
        <translation>{moment}, attested by {authority}</translation>
    </message>
    <message>
        <source>{moment}, do {authority} cấp; chưa có chứng thư gốc của đơn vị này nên chưa tính là chứng thực</source>
        <translation>{moment}, issued by {authority}; without that authority’s root certificate it does not count as proof yet</translation>
    </message>
    <message>
        <source>{moment}, do {authority} cấp; không tin cậy nên không tính là chứng thực</source>
        <translation>{moment}, issued by {authority}; not trusted, so it does not count as proof</translation>
    </message>
    <message>
        <source>{moment}, theo lời người ký</source>
        <translation>{moment}, claimed by the signer</translation>
    </message>
</context>
<context>
    <name>Staged</name>
    <message>
        <source>Nhận</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Mã</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Chỉ số</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>Nội dung</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Đang có</source>
        <translation>Held now</translation>
    </message>
    <message>
        <source>Trong phiếu</source>
        <translation>In the form</translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Số liệu chung</source>
        <translation>Common figures</translation>
    </message>
    <message>
        <source>Giải trình</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>Ô {place}</source>
        <translation>Cell {place}</translation>
    </message>
    <message>
        <source>Mức</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>Không đổi</source>
        <translation>Same</translation>
    </message>
    <message>
        <source>Phiếu không sửa ô này; trong hồ sơ đã sửa sau khi xuất mẫu.</source>
        <translation>The form left this cell alone; it was changed here after the form was written.</translation>
    </message>
    <message>
        <source>Phiếu không sửa</source>
        <translation>Not touched in the form</translation>
    </message>
    <message>
        <source>Chỉ số đã duyệt nên được giữ nguyên. Muốn nhận thì mở lại ở phần rà soát.</source>
        <translation>The sub-indicator is approved, so it is kept. To import the change, reopen it in the review.</translation>
    </message>
    <message>
        <source>Đã duyệt, giữ nguyên</source>
        <translation>Approved, kept</translation>
    </message>
    <message>
        <source>Số này đọc được theo hai cách. Nhấn Enter để chọn.</source>
        <translation>This number can be read in two ways. Press Enter to choose.</translation>
    </message>
    <message>
        <source>Chọn cách đọc</source>
        <translation>To be decided</translation>
    </message>
    <message>
        <source>Ô này cũng đã được sửa trong hồ sơ sau khi xuất mẫu. Hãy xem rồi tự chọn.</source>
        <translation>This cell was changed here too after the form was written. Look at both and choose.</translation>
    </message>
    <message>
        <source>Hai bên cùng sửa</source>
        <translation>Changed on both sides</translation>
    </message>
    <message>
        <source>Số này đọc được theo hai cách; các số khác của cột cho biết lối viết. Nhấn Enter để đổi.</source>
        <translation>This number can be read in two ways; the other numbers of its column tell which. Press Enter to change it.</translation>
    </message>
    <message>
        <source>Đọc lối Việt Nam</source>
        <translation>Read as Vietnamese</translation>
    </message>
    <message>
        <source>Đọc lối Anh</source>
        <translation>Read as English</translation>
    </message>
    <message>
        <source>Xóa</source>
        <translation>Cleared</translation>
    </message>
    <message>
        <source>Mới</source>
        <translation>New</translation>
    </message>
    <message>
        <source>Khác</source>
        <translation>Different</translation>
    </message>
    <message>
        <source>Không nhận được: {state}</source>
        <translation>Cannot be imported: {state}</translation>
    </message>
    <message>
        <source>Nhận: có</source>
        <translation>Import: yes</translation>
    </message>
    <message>
        <source>Nhận: không</source>
        <translation>Import: no</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>{filled}/{total} chỉ số</source>
        <translation>{filled}/{total} answered</translation>
    </message>
    <message>
        <source>{province} · DTI {year}</source>
        <translation>{province} · DTI {year}</translation>
    </message>
    <message>
        <source>Hồ sơ mẫu</source>
        <translation>Sample</translation>
    </message>
    <message>
        <source>Sửa lần cuối {moment}</source>
        <translation>Last edited {moment}</translation>
    </message>
    <message>
        <source>Phần việc của {department}</source>
        <translation>Part of {department}</translation>
    </message>
    <message>
        <source>Thư mục dữ liệu nằm trên ổ mạng. Mất mạng giữa chừng có thể làm hỏng dữ liệu; hãy chuyển về ổ đĩa của máy này.</source>
        <translation>The data folder is on a network drive. Losing the network part-way can damage the data; move the folder to a drive of this computer.</translation>
    </message>
    <message>
        <source>Thư mục dữ liệu nằm trong thư mục đồng bộ. Chương trình đồng bộ có thể ghi đè dữ liệu; hãy chuyển ra ngoài thư mục đó.</source>
        <translation>The data folder is inside a synchronised folder. Synchronising can overwrite the data; move the folder elsewhere.</translation>
    </message>
    <message>
        <source>Lần tự sao lưu gần đây chưa thành: {reason}</source>
        <translation>The last automatic backup could not be made: {reason}</translation>
    </message>
    <message>
        <source>Đã hơn {days} ngày chưa có bản sao lưu nào ngoài ổ đĩa của máy này. Máy hỏng hoặc mất thì dữ liệu mất theo.</source>
        <translation>For more than {days} days there has been no backup outside this computer’s disk. If the computer breaks or is lost, the data is lost with it.</translation>
    </message>
    <message>
        <source>Sao lưu…</source>
        <translation>Back up…</translation>
    </message>
    <message>
        <source>Mở hồ sơ mẫu</source>
        <translation>Open the sample</translation>
    </message>
    <message>
        <source>Mở phần việc được giao…</source>
        <translation>Open a part…</translation>
    </message>
    <message>
        <source>Kiểm tra tệp hồ sơ đã ký…</source>
        <translation>Verify a signed bundle…</translation>
    </message>
    <message>
        <source>Khôi phục từ bản sao lưu…</source>
        <translation>Restore from a backup…</translation>
    </message>
    <message>
        <source>Chế độ mang theo: dữ liệu ở {folder}</source>
        <translation>Portable mode: the data is in {folder}</translation>
    </message>
</context>
<context>
    <name>StateGlyph</name>
    <message>
        <source>Đã xong</source>
        <extracomment>Shape and colour name of each state. Every state has a shape of its own.</extracomment>
        <translation>Done</translation>
    </message>
    <message>
        <source>Còn thiếu</source>
        <translation>Incomplete</translation>
    </message>
    <message>
        <source>Chưa trả lời</source>
        <translation>Not answered</translation>
    </message>
    <message>
        <source>Cần giải trình</source>
        <translation>Needs an explanation</translation>
    </message>
    <message>
        <source>Chặn nộp hồ sơ</source>
        <translation>Blocks submission</translation>
    </message>
    <message>
        <source>Không chấm điểm</source>
        <translation>Not scored</translation>
    </message>
</context>
<context>
    <name>SubmitPage</name>
    <message>
        <source>Kiểm tra trước khi nộp</source>
        <translation>Checks before submission</translation>
    </message>
    <message>
        <source>Người ký duyệt</source>
        <translation>Signatory</translation>
    </message>
    <message>
        <source>Chọn khóa của người ký: tệp khóa hoặc USB token. Chưa có gì được ký ở bước này.</source>
        <translation>Choose the signer’s key: a key file or a USB token. Nothing is signed in this step.</translation>
    </message>
    <message>
        <source>Xem báo cáo</source>
        <translation>View report</translation>
    </message>
    <message>
        <source>Ký</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Lãnh đạo duyệt và chịu trách nhiệm về bộ hồ sơ.</source>
        <translation>The leader who approves the assessment and answers for it.</translation>
    </message>
    <message>
        <source>Chưa ghi họ tên người ký duyệt. Vẫn đi tiếp được, nhưng chỗ đó trên báo cáo sẽ trống.</source>
        <translation>The signatory’s name is missing. You can go on, but its place in the report will be blank.</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Còn {count} việc chặn nộp. Báo cáo dự thảo vẫn xem và in được.</source>
        <translation>Blocking submission: {count}. You can still view and print the draft report.</translation>
    </message>
    <message>
        <source>Không có gì chặn nộp. Có {count} chỗ nên giải trình trước khi ký.</source>
        <translation>Nothing blocks submission. To explain before signing: {count}.</translation>
    </message>
    <message>
        <source>Không có gì chặn nộp và không còn chỗ nào cần giải trình.</source>
        <translation>Nothing blocks submission and nothing is left to explain.</translation>
    </message>
    <message>
        <source>Ký và xuất</source>
        <translation>Sign and export</translation>
    </message>
    <message>
        <source>Xem lại nơi ghi rồi ký. Có thể dừng giữa chừng.</source>
        <translation>Check where the file goes, then sign. You can stop part-way.</translation>
    </message>
    <message>
        <source>đã xong</source>
        <translation>done</translation>
    </message>
    <message>
        <source>đang chặn</source>
        <translation>blocked</translation>
    </message>
    <message>
        <source>không có việc chặn</source>
        <translation>nothing blocks</translation>
    </message>
    <message>
        <source>{count} việc chặn</source>
        <translation>{count} blocking</translation>
    </message>
    <message>
        <source>{count} cần giải trình</source>
        <translation>{count} to explain</translation>
    </message>
    <message>
        <source>Kiểm tra</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>chưa ghi tên</source>
        <translation>no name yet</translation>
    </message>
    <message>
        <source>{count} trang</source>
        <translation>pages: {count}</translation>
    </message>
    <message>
        <source>Xuất</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>đã xuất</source>
        <translation>exported</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Sửa việc chặn nộp</source>
        <translation>Correct what blocks</translation>
    </message>
    <message>
        <source>Vẫn tiếp tục</source>
        <translation>Continue anyway</translation>
    </message>
    <message>
        <source>Còn {count} việc chặn nộp, chưa ký được</source>
        <translation>Cannot sign yet; blocking submission: {count}</translation>
    </message>
    <message>
        <source>Có thể làm việc khác trong khi chờ</source>
        <translation>You can do other work meanwhile</translation>
    </message>
    <message>
        <source>Hãy chọn khóa ở bước Ký trước</source>
        <translation>Choose a key in the Sign step first</translation>
    </message>
    <message>
        <source>Nhập lên dti.gov.vn…</source>
        <translation>Enter on dti.gov.vn…</translation>
    </message>
    <message>
        <source>Mở cửa sổ hẹp để chép từng mục lên cổng của Bộ</source>
        <translation>Open a narrow window to copy item by item into the ministry’s portal</translation>
    </message>
</context>
<context>
    <name>TakeBookDialog</name>
    <message>
        <source>Nhập bộ chỉ số từ Excel</source>
        <translation>Import the catalogue from Excel</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Nhận {count} chỗ sửa</source>
        <translation>Import the corrections ({count})</translation>
    </message>
    <message>
        <source>Nhận</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Đang đọc…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>{count} ô có lỗi, nên chưa nhận gì. Sửa trong Excel rồi chọn lại tệp.</source>
        <translation>Cells with faults: {count}, so nothing was imported. Correct them in Excel and choose the file again.</translation>
    </message>
    <message>
        <source>Tệp này không sửa gì so với bản đang có.</source>
        <translation>This file changes nothing.</translation>
    </message>
    <message>
        <source>Những chỗ sửa được ghi vào bản sửa trong một bước; hoàn tác một lần là như trước. Dòng đã đối chiếu mà đổi thì phải đối chiếu lại.</source>
        <translation>The corrections go into the draft in one step, and a single undo takes them back. A checked row that changes has to be checked again.</translation>
    </message>
    <message>
        <source>Trong tệp thiếu {count} ô; những ô ấy giữ nguyên.</source>
        <translation>Cells missing from the file: {count}; they stay as they are.</translation>
    </message>
    <message>
        <source>Ô</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>Vì sao</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>Các ô có lỗi</source>
        <translation>Cells with faults</translation>
    </message>
    <message>
        <source>Mục</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>Nội dung</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Trước</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>Sau</source>
        <translation>After</translation>
    </message>
    <message>
        <source>Các chỗ sửa</source>
        <translation>Corrections</translation>
    </message>
    <message>
        <source>{place}. Trước: {old}
Sau: {new}</source>
        <translation>{place}. Before: {old}
After: {new}</translation>
    </message>
    <message>
        <source>{what} (bản sửa đã đổi chỗ này sau khi xuất)</source>
        <translation>{what} (changed in the draft since the file was written)</translation>
    </message>
</context>
<context>
    <name>TakePackDialog</name>
    <message>
        <source>Đang đọc…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>Mọi thứ trong gói này đã có.</source>
        <translation>Everything in this pack is already here.</translation>
    </message>
    <message>
        <source>Gói nguyên vẹn và chữ ký đúng, nhưng chưa biết chắc người ký là ai. Hãy hỏi lại nơi gửi, hoặc thêm chứng thư gốc ở dưới.</source>
        <translation>The pack is intact and its signature is valid, but who signed it is not certain. Ask the sender, or add the root certificate below.</translation>
    </message>
    <message>
        <source>Tên gói</source>
        <translation>Title of the pack</translation>
    </message>
    <message>
        <source>đã có</source>
        <translation>known</translation>
    </message>
    <message>
        <source>mới</source>
        <translation>new</translation>
    </message>
    <message>
        <source>{title}, phiên bản {version} ({state})</source>
        <translation>{title}, version {version} ({state})</translation>
    </message>
    <message>
        <source>Bộ chỉ số</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>năm {years}: {rows} dòng, {changed} dòng mới hoặc khác trước</source>
        <translation>{years}: rows {rows}, new or different {changed}</translation>
    </message>
    <message>
        <source>Kết quả công bố</source>
        <translation>Published results</translation>
    </message>
    <message>
        <source>Nhận gói cập nhật</source>
        <translation>Import an update pack</translation>
    </message>
    <message>
        <source>Ai đã ký</source>
        <translation>Signed by</translation>
    </message>
    <message>
        <source>Trong gói</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>Nhận</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>TargetList</name>
    <message>
        <source>Chỉ số thành phần: thả tài liệu vào, hoặc Enter để gán</source>
        <translation>Sub-indicators: drop documents here, or press Enter to assign</translation>
    </message>
    <message>
        <source>{count} tài liệu</source>
        <translation>documents: {count}</translation>
    </message>
</context>
<context>
    <name>TargetSearch</name>
    <message>
        <source>Tìm chỉ số để gán</source>
        <translation>Find the indicator to assign to</translation>
    </message>
</context>
<context>
    <name>ThreadView</name>
    <message>
        <source>Trả lời</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Đã xử lý</source>
        <translation>Settled</translation>
    </message>
    <message>
        <source>Mở lại ý kiến</source>
        <translation>Reopen the comment</translation>
    </message>
    <message>
        <source>Đánh dấu đã xử lý</source>
        <translation>Mark as settled</translation>
    </message>
</context>
<context>
    <name>ThreeScores</name>
    <message>
        <source>Tự chấm</source>
        <translation>Claimed</translation>
    </message>
    <message>
        <source>Người rà soát</source>
        <translation>Reviewer</translation>
    </message>
    <message>
        <source>Cơ quan thẩm định</source>
        <translation>Assessing body</translation>
    </message>
    <message>
        <source>Điểm của người rà soát</source>
        <translation>Reviewer’s points</translation>
    </message>
    <message>
        <source>/ {points} điểm</source>
        <translation>/ {points} points</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Lý do cho điểm của người rà soát</source>
        <translation>Reason for the reviewer’s points</translation>
    </message>
    <message>
        <source>Cơ quan chủ trì: {reason}</source>
        <translation>Assessing body: {reason}</translation>
    </message>
    <message>
        <source>bằng điểm tự chấm</source>
        <translation>equal to the self-score</translation>
    </message>
    <message>
        <source>{difference} so với tự chấm</source>
        <translation>{difference} against the self-score</translation>
    </message>
    <message>
        <source>Tối đa {points} điểm.</source>
        <translation>At most {points} points.</translation>
    </message>
</context>
<context>
    <name>TimestampDialog</name>
    <message>
        <source>Lưu tệp yêu cầu dấu thời gian</source>
        <translation>Save the timestamp request</translation>
    </message>
    <message>
        <source>Yêu cầu dấu thời gian (*.tsq)</source>
        <translation>Timestamp requests (*.tsq)</translation>
    </message>
    <message>
        <source>Chọn tệp trả lời của đơn vị cấp dấu thời gian</source>
        <translation>Choose the reply of the time-stamping authority</translation>
    </message>
    <message>
        <source>Trả lời dấu thời gian (*.tsr);;Mọi tệp (*)</source>
        <translation>Timestamp replies (*.tsr);;All files (*)</translation>
    </message>
    <message>
        <source>Dấu thời gian</source>
        <translation>Timestamp</translation>
    </message>
    <message>
        <source>Dấu thời gian là lời chứng của một đơn vị độc lập rằng chữ ký đã có vào lúc ấy. Chương trình không dùng mạng: bạn lưu tệp yêu cầu, chuyển tới máy có mạng hoặc gửi đơn vị cấp dấu thời gian, rồi mang tệp trả lời về đây.</source>
        <translation>A timestamp is an independent authority’s word that the signature existed at that time. This program uses no network: save the request, take it to a networked computer or send it to the time-stamping authority, then bring the reply back here.</translation>
    </message>
    <message>
        <source>1. Lưu tệp yêu cầu (.tsq)</source>
        <translation>1. Save the request (.tsq)</translation>
    </message>
    <message>
        <source>Tệp chỉ chứa mã băm của chữ ký, không chứa nội dung hồ sơ. Xin cho chữ ký nào?</source>
        <translation>It holds only a digest of the signature, none of the contents. For which signature?</translation>
    </message>
    <message>
        <source>Xin dấu thời gian cho chữ ký nào</source>
        <translation>Which signature to request a timestamp for</translation>
    </message>
    <message>
        <source>Lưu tệp yêu cầu…</source>
        <translation>Save the request…</translation>
    </message>
    <message>
        <source>2. Nhận tệp trả lời (.tsr)</source>
        <translation>2. Add the reply (.tsr)</translation>
    </message>
    <message>
        <source>Có thể làm vào ngày khác: mở lại tệp hồ sơ này, vào Dấu thời gian, chọn tệp trả lời.</source>
        <translation>This can be done another day: open this bundle again, go to Timestamp, choose the reply.</translation>
    </message>
    <message>
        <source>Mọi chữ ký trong tệp này đã có dấu thời gian.</source>
        <translation>Every signature in this bundle has a timestamp.</translation>
    </message>
    <message>
        <source>đã có dấu thời gian</source>
        <translation>has a timestamp</translation>
    </message>
    <message>
        <source>Đã gắn dấu thời gian {moment}</source>
        <translation>Timestamp of {moment} added</translation>
    </message>
    <message>
        <source>Chữ ký số {number}, do {authority} cấp. Chọn chứng thư gốc của đơn vị này ở trang kiểm tra để thời điểm ký được tính là đã chứng thực.</source>
        <translation>Signature {number}, issued by {authority}. Choose that authority’s root certificate on the verify page for the signing time to count as proven.</translation>
    </message>
    <message>
        <source>Gắn dấu thời gian</source>
        <translation>Add the timestamp</translation>
    </message>
    <message>
        <source>Đã lưu {name} cho chữ ký số {number}.</source>
        <translation>Saved {name} for signature {number}.</translation>
    </message>
    <message>
        <source>Kéo tệp trả lời (.tsr) vào đây hoặc chọn tệp</source>
        <translation>Drop the reply (.tsr) here or choose a file</translation>
    </message>
    <message>
        <source>chọn tệp khác nếu nhầm</source>
        <translation>choose another file if it is the wrong one</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Mở thư mục</source>
        <translation>Open folder</translation>
    </message>
</context>
<context>
    <name>TokenForm</name>
    <message>
        <source>Chọn trình điều khiển của USB token</source>
        <translation>Choose the USB token’s driver</translation>
    </message>
    <message>
        <source>Trình điều khiển PKCS#11 (*.dll *.so *.dylib *.so.*);;Mọi tệp (*)</source>
        <translation>PKCS#11 driver (*.dll *.so *.dylib *.so.*);;All files (*)</translation>
    </message>
    <message>
        <source>USB token</source>
        <translation>USB token</translation>
    </message>
    <message>
        <source>{maker} · số sê-ri {serial} · khe {slot} · trình điều khiển {driver}</source>
        <translation>{maker} · serial {serial} · slot {slot} · driver {driver}</translation>
    </message>
    <message>
        <source>Chứng thư chỉ hiện ra sau khi nhập mã PIN</source>
        <translation>The certificate shows only after the PIN</translation>
    </message>
    <message>
        <source>Không có chứng thư nào để ký trên USB token này.</source>
        <translation>This token holds no certificate to sign with.</translation>
    </message>
    <message>
        <source>hết hạn {day}</source>
        <translation>expires {day}</translation>
    </message>
    <message>
        <source>Nơi cấp: {issuer}</source>
        <translation>Issued by: {issuer}</translation>
    </message>
    <message>
        <source>Số sê-ri: {serial}</source>
        <translation>Serial number: {serial}</translation>
    </message>
    <message>
        <source>■ Không ký được lúc này. {reason}</source>
        <translation>■ Cannot sign now. {reason}</translation>
    </message>
    <message>
        <source>Mã PIN đã bị khóa. Hãy nhờ nơi cấp USB token mở khóa.</source>
        <translation>The PIN is locked. Ask whoever issued the token to unlock it.</translation>
    </message>
    <message>
        <source>Mã PIN chỉ còn một lần thử. Nhập sai lần nữa thì USB token bị khóa.</source>
        <translation>Only one try of the PIN is left. Another wrong PIN locks the token.</translation>
    </message>
    <message>
        <source>Mã PIN đã bị nhập sai trước đó, còn ít lần thử.</source>
        <translation>A wrong PIN was entered before; few tries are left.</translation>
    </message>
    <message>
        <source>Chưa có mã PIN. Hãy đặt mã PIN bằng phần mềm của nhà cung cấp.</source>
        <translation>No PIN is set. Set it with the maker’s software.</translation>
    </message>
    <message>
        <source>Mã PIN sẽ được nhập trên bàn phím của thiết bị.</source>
        <translation>The PIN will be entered on the device’s keypad.</translation>
    </message>
    <message>
        <source>Đọc lại</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>Đọc lại các USB token đang cắm</source>
        <translation>Read the tokens that are plugged in again</translation>
    </message>
    <message>
        <source>Chọn trình điều khiển…</source>
        <translation>Choose driver…</translation>
    </message>
    <message>
        <source>Chưa thấy USB token</source>
        <translation>No USB token found</translation>
    </message>
    <message>
        <source>Cắm USB token hoặc đặt thẻ vào đầu đọc, rồi bấm Đọc lại. Nếu đã cắm mà vẫn chưa thấy, hãy cài phần mềm của nơi cấp chứng thư (bản 64-bit), hoặc chọn tệp trình điều khiển của nó.</source>
        <translation>Plug the USB token in or put the card into its reader, then press Read again. If it is plugged in but not found, install the software of the certificate’s issuer (64-bit), or choose its driver file.</translation>
    </message>
    <message>
        <source>Đang đọc USB token…</source>
        <translation>Reading USB tokens…</translation>
    </message>
    <message>
        <source>Chọn chứng thư sẽ ký. Mã PIN chỉ hỏi khi bấm ký.</source>
        <translation>Choose a certificate. The PIN is asked for only when you sign.</translation>
    </message>
    <message>
        <source>Không có trình điều khiển nào ở những nơi thường gặp trên máy này.</source>
        <translation>No driver is in the usual places on this computer.</translation>
    </message>
    <message>
        <source>Trình điều khiển đã hỏi: {drivers}</source>
        <translation>Drivers asked: {drivers}</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Đang mở…</source>
        <translation>Opening…</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>Tạo hồ sơ, hoặc xem hồ sơ mẫu</source>
        <extracomment>Pages go on laying themselves out after they are shown; the light follows them.</extracomment>
        <translation>Begin an assessment, or view the sample</translation>
    </message>
    <message>
        <source>Chọn tỉnh và năm để bắt đầu. Bốn bước sau được giới thiệu ngay trên hồ sơ mẫu, số liệu ở đó chỉ để minh họa.</source>
        <translation>Choose province and year to begin. The next four steps are shown on the sample; its figures are for illustration only.</translation>
    </message>
    <message>
        <source>Bấm vào đây bất cứ lúc nào để về danh sách hồ sơ và tạo hồ sơ mới.</source>
        <translation>Click here at any time to see all assessments or begin a new one.</translation>
    </message>
    <message>
        <source>Trả lời từng chỉ số</source>
        <translation>Answer each sub-indicator</translation>
    </message>
    <message>
        <source>Chọn mức hoặc gõ số; điểm hiện ngay. Không có nút Lưu: gõ đến đâu, chương trình ghi đến đó. Enter sang ô hoặc chỉ số tiếp theo.</source>
        <translation>Choose a level or type numbers; points show at once. There is no Save button: it is stored as you type. Enter goes to the next field or sub-indicator.</translation>
    </message>
    <message>
        <source>Thêm minh chứng</source>
        <translation>Add evidence</translation>
    </message>
    <message>
        <source>Kéo tệp vào đây, hoặc chỉ ghi trích dẫn: số, ngày, cơ quan, trang. Chỗ nào chưa có minh chứng thì viết giải trình.</source>
        <translation>Drop files here, or enter a citation only: number, date, body, pages. Where there is no evidence, write an explanation.</translation>
    </message>
    <message>
        <source>Xem việc còn lại</source>
        <translation>See what remains</translation>
    </message>
    <message>
        <source>Mọi chỗ chặn nộp, cần giải trình, chưa trả lời nằm ở đây. Enter ở một việc đưa tới đúng chỗ cần sửa.</source>
        <translation>Everything that blocks submission, needs an explanation or is not answered is here. Enter takes you to the place to correct.</translation>
    </message>
    <message>
        <source>Trả phần việc</source>
        <translation>Return the part</translation>
    </message>
    <message>
        <source>Khi xong, ghi một tệp để gửi về tỉnh. Khi cần giúp, hãy bấm F1 ở bất cứ đâu.</source>
        <translation>When it is done, write a file for the province. For help press F1 anywhere.</translation>
    </message>
    <message>
        <source>Ký và nộp</source>
        <translation>Sign and submit</translation>
    </message>
    <message>
        <source>Kiểm tra, xem báo cáo, ký bằng USB token hoặc tệp khóa, rồi xuất một tệp. Khi cần giúp, hãy bấm F1 ở bất cứ đâu.</source>
        <translation>Check, read the report, sign with a USB token or a key file, then export one file. For help press F1 anywhere.</translation>
    </message>
    <message>
        <source>Bước {step} trên {of}</source>
        <translation>Step {step} of {of}</translation>
    </message>
    <message>
        <source>Bỏ qua phần giới thiệu</source>
        <translation>Skip the tour</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Bắt đầu làm việc</source>
        <translation>Begin to work</translation>
    </message>
    <message>
        <source>Tiếp</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>TrustRoots</name>
    <message>
        <source>Chọn chứng thư gốc</source>
        <translation>Choose a root certificate</translation>
    </message>
    <message>
        <source>Chứng thư ({endings})</source>
        <translation>Certificates ({endings})</translation>
    </message>
    <message>
        <source>Chứng thư gốc tin cậy</source>
        <extracomment>How certificate files are called. How files of revocation lists are called.</extracomment>
        <translation>Trusted root certificates</translation>
    </message>
    <message>
        <source>Thêm chứng thư gốc…</source>
        <translation>Add a root certificate…</translation>
    </message>
    <message>
        <source>Không bắt buộc. Có chứng thư gốc của đơn vị cấp chữ ký số (và cấp dấu thời gian) thì mới biết chắc ai đã ký, lúc nào; lấy từ đơn vị đó, không lấy từ người gửi tệp.</source>
        <translation>Optional. Only with the root certificate of the certification authority (and of the time-stamping authority) can you be sure who signed, and when; get it from that authority, not from the sender of the bundle.</translation>
    </message>
    <message>
        <source>Lấy từ đơn vị cấp chữ ký số, không lấy từ người gửi tệp. Chỉ tin những chứng thư này.</source>
        <translation>Get it from the certification authority, not from the sender of the bundle. Only these certificates are trusted.</translation>
    </message>
</context>
<context>
    <name>TypedAnswer</name>
    <message>
        <source>Có {count} mức bắt đầu như vậy. Gõ thêm chữ, hoặc số thứ tự của mức.</source>
        <translation>Several levels begin like this ({count}). Type more letters, or the number of the level.</translation>
    </message>
    <message>
        <source>Không có mức nào như vậy. Gõ số 1–{last}, hoặc Alt + ↓ để chọn.</source>
        <translation>There is no such level. Type a number 1–{last}, or Alt + ↓ to choose.</translation>
    </message>
</context>
<context>
    <name>Unranked</name>
    <message>
        <source>Bộ chỉ số này chưa có kết quả công bố</source>
        <translation>No results are published for this catalogue</translation>
    </message>
    <message>
        <source>“{title}” chưa có bảng kết quả của các đơn vị, nên không so được với đơn vị khác. Khi có, hãy nhập từ trình đơn ở góc trên. Vẫn lập được kế hoạch theo điểm hoặc ngày công, xem rủi ro và thử giả định theo điểm.</source>
        <translation>“{title}” has no table of results of the units yet, so nobody can be compared. Once there is one, take it in from the menu in the upper corner. Plans by points or days, risks and what-ifs work by points.</translation>
    </message>
    <message>
        <source>Lập kế hoạch tăng điểm</source>
        <translation>Plan more points</translation>
    </message>
</context>
<context>
    <name>ValueField</name>
    <message>
        <source>Trước: {old}</source>
        <translation>Before: {old}</translation>
    </message>
    <message>
        <source>Mới</source>
        <translation>New</translation>
    </message>
</context>
<context>
    <name>VerifyPage</name>
    <message>
        <source>Kiểm tra tệp hồ sơ đã ký</source>
        <translation>Verify a signed bundle</translation>
    </message>
    <message>
        <source>Mở một tệp .asice từ bất cứ đâu để xem tệp có nguyên vẹn không, ai đã ký, và điểm có đúng với các câu trả lời trong tệp không. Tệp chỉ được đọc; không cần mạng.</source>
        <translation>Open an .asice file from anywhere to see whether it is intact, who signed it, and whether the points follow from the answers in it. The file is only read; no network needed.</translation>
    </message>
    <message>
        <source>Kéo tệp .asice vào đây hoặc chọn tệp</source>
        <translation>Drop an .asice file here or choose a file</translation>
    </message>
    <message>
        <source>Chọn tệp khác…</source>
        <translation>Choose another file…</translation>
    </message>
    <message>
        <source>Kiểm tra lại</source>
        <translation>Verify again</translation>
    </message>
    <message>
        <source>Tệp và chữ ký</source>
        <translation>Bundle and signature</translation>
    </message>
    <message>
        <source>Những điều phát hiện</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>Nội dung</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>Người ký</source>
        <translation>Signer</translation>
    </message>
    <message>
        <source>Minh chứng trong tệp</source>
        <translation>Evidence in the bundle</translation>
    </message>
    <message>
        <source>Ký thêm vào tệp này…</source>
        <translation>Add a signature…</translation>
    </message>
    <message>
        <source>Dấu thời gian…</source>
        <translation>Timestamp…</translation>
    </message>
    <message>
        <source>Tệp này không đúng nên không ký thêm và không gắn dấu thời gian được.</source>
        <translation>This bundle is not valid, so it can be neither signed nor timestamped.</translation>
    </message>
    <message>
        <source>Tệp không kèm minh chứng nào.</source>
        <translation>The bundle holds no evidence.</translation>
    </message>
    <message>
        <source>Chọn tệp hồ sơ đã ký</source>
        <translation>Choose a signed bundle</translation>
    </message>
    <message>
        <source>Tệp hồ sơ đã ký (*.asice);;Mọi tệp (*)</source>
        <translation>Signed bundles (*.asice);;All files (*)</translation>
    </message>
    <message>
        <source>Đang đọc và kiểm tra từng tệp…</source>
        <translation>Reading and checking each file…</translation>
    </message>
    <message>
        <source>Đã dừng. Chưa có kết luận nào về tệp này.</source>
        <translation>Stopped. Nothing has been concluded about this bundle.</translation>
    </message>
    <message>
        <source>Người ký: {count}, theo thứ tự ký</source>
        <translation>Signers: {count}, in the order of signing</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Tự đánh giá chuyển đổi số cấp tỉnh</source>
        <translation>Provincial digital transformation self-assessment</translation>
    </message>
    <message>
        <source>Chương trình giúp tỉnh tự chấm điểm DTI: trả lời từng chỉ số, đính kèm minh chứng, thấy ngay điểm và hạng dự kiến. Kết quả là một báo cáo để trình và một tệp hồ sơ đã ký; mọi dữ liệu ở lại trên máy này.</source>
        <translation>Helps a province score itself on the DTI: answer each sub-indicator, attach evidence, and see points and the projected rank at once. The result is a report for your leaders and a signed bundle; all data stays on this computer.</translation>
    </message>
    <message>
        <source>1. Chọn tỉnh và năm</source>
        <translation>1. Choose province and year</translation>
    </message>
    <message>
        <source>Nhập số liệu chung một lần, dùng cho mọi chỉ số.</source>
        <translation>Enter the common figures once, for every sub-indicator.</translation>
    </message>
    <message>
        <source>2. Trả lời và minh chứng</source>
        <translation>2. Answer and add evidence</translation>
    </message>
    <message>
        <source>Mỗi chỉ số một trang; lưu ngay khi gõ, không cần nút Lưu.</source>
        <translation>One page per sub-indicator; saved as you type, no Save button.</translation>
    </message>
    <message>
        <source>3. Trình, ký và nộp</source>
        <translation>3. Present, sign and submit</translation>
    </message>
    <message>
        <source>In bản dự thảo để trình, rồi xuất một tệp hồ sơ đã ký.</source>
        <translation>Print the draft for your leaders, then export one signed bundle.</translation>
    </message>
    <message>
        <source>Tạo hồ sơ mới</source>
        <translation>New assessment</translation>
    </message>
    <message>
        <source>Xem hồ sơ mẫu</source>
        <translation>View the sample</translation>
    </message>
</context>
<context>
    <name>WhatIfPage</name>
    <message>
        <source>Thử thay đổi hay so sánh kịch bản</source>
        <extracomment>Below this width of the page what it comes to stands above what is tried.</extracomment>
        <translation>Try changes or compare scenarios</translation>
    </message>
    <message>
        <source>Thêm một chỉ số thành phần hoặc một số liệu chung, đổi câu trả lời, và xem điểm, hạng, dự báo thay đổi ra sao.</source>
        <translation>Add a sub-indicator or a common figure, change it, and see what becomes of points, rank and forecast.</translation>
    </message>
    <message>
        <source>Đặt lại tất cả</source>
        <translation>Reset all</translation>
    </message>
    <message>
        <source>Lưu kịch bản…</source>
        <translation>Save scenario…</translation>
    </message>
    <message>
        <source>Thử thay đổi mà không động đến bản chính</source>
        <translation>Try changes without touching the original</translation>
    </message>
    <message>
        <source>Thêm chỉ số, số liệu</source>
        <translation>Add a row</translation>
    </message>
    <message>
        <source>Giả định trước được giữ lại.</source>
        <translation>What was tried before is kept.</translation>
    </message>
    <message>
        <source>Đã đặt lại “{title}”.</source>
        <translation>“{title}” is as in the original again.</translation>
    </message>
    <message>
        <source>Đã đặt lại tất cả như bản chính.</source>
        <translation>All is as in the original again.</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>So sánh kịch bản</source>
        <translation>Compare scenarios</translation>
    </message>
    <message>
        <source>Thử thay đổi</source>
        <translation>Try changes</translation>
    </message>
    <message>
        <source>Chưa lưu thành kịch bản</source>
        <translation>Not saved as a scenario</translation>
    </message>
    <message>
        <source>Kịch bản “{name}”</source>
        <translation>Scenario “{name}”</translation>
    </message>
    <message>
        <source>Kịch bản “{name}”, thay đổi chưa lưu</source>
        <translation>Scenario “{name}”, changes not saved</translation>
    </message>
    <message>
        <source>Không khớp với bộ chỉ số của hồ sơ này, không được tính: {rows}</source>
        <translation>Not in the catalogue of this assessment, not counted: {rows}</translation>
    </message>
    <message>
        <source>Đã mở kịch bản “{name}”; giả định trước được giữ lại.</source>
        <translation>Scenario “{name}” is open; what was tried before is kept.</translation>
    </message>
    <message>
        <source>{name} (bản sao)</source>
        <translation>{name} (copy)</translation>
    </message>
</context>
<context>
    <name>WhatIfRow</name>
    <message>
        <source>Đặt lại như bản chính: {title}</source>
        <translation>Reset to the original: {title}</translation>
    </message>
    <message>
        <source>Bỏ khỏi giả định: {title}</source>
        <translation>Remove from the what-if: {title}</translation>
    </message>
</context>
<context>
    <name>WhatIfStanding</name>
    <message>
        <source>Nếu như vậy thì</source>
        <translation>The result would be</translation>
    </message>
    <message>
        <source>Điểm</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Hạng</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>Dự báo hạng</source>
        <translation>Forecast rank</translation>
    </message>
    <message>
        <source>Bản chính và giả định cạnh nhau</source>
        <translation>Original and what-if side by side</translation>
    </message>
    <message>
        <source>Bản chính không thay đổi. Dự báo: 8 trên 10 khả năng nằm trong khoảng này.</source>
        <translation>The original does not change. Forecast: 8 chances in 10 to lie in this range.</translation>
    </message>
    <message>
        <source>Bản chính không thay đổi.</source>
        <translation>The assessment itself does not change.</translation>
    </message>
    <message>
        <source>{gain} điểm</source>
        <translation>{gain} points</translation>
    </message>
    <message>
        <source>không đổi</source>
        <translation>unchanged</translation>
    </message>
    <message>
        <source>bản chính {interval}</source>
        <translation>original {interval}</translation>
    </message>
    <message>
        <source>Giá trị</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Hạng năm {year}</source>
        <translation>Rank {year}</translation>
    </message>
    <message>
        <source>Hạng {pillar}</source>
        <translation>Rank: {pillar}</translation>
    </message>
    <message>
        <source>Trung vị dự báo</source>
        <translation>Forecast median</translation>
    </message>
    <message>
        <source>Bản chính</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Giả định</source>
        <translation>What if</translation>
    </message>
    <message>
        <source>Chênh</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>{gain} bậc</source>
        <translation>{gain} places</translation>
    </message>
</context>
<context>
    <name>WindowActs</name>
    <message>
        <source>Đã nhập {count} dòng kết quả công bố.</source>
        <translation>Rows of published results imported: {count}.</translation>
    </message>
    <message>
        <source>Cỡ chữ {percent} %</source>
        <translation>Text size {percent}%</translation>
    </message>
</context>
<context>
    <name>WorkRows</name>
    <message>
        <source>Chặn nộp</source>
        <extracomment>What last year answered and nobody has confirmed yet; listed in place of &quot;not answered&quot;. Shape and colour of each category, as everywhere in the window.</extracomment>
        <translation>Blocks submission</translation>
    </message>
    <message>
        <source>Cần giải trình</source>
        <translation>To explain</translation>
    </message>
    <message>
        <source>Chưa trả lời</source>
        <translation>Not answered</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>phải sửa thì mới nộp được</source>
        <translation>must be corrected before you can submit</translation>
    </message>
    <message>
        <source>nên bổ sung hoặc giải trình trước khi nộp</source>
        <translation>complete or explain before you submit</translation>
    </message>
    <message>
        <source>vẫn nộp được, tính 0 điểm</source>
        <translation>can be submitted, counts 0 points</translation>
    </message>
    <message>
        <source>để biết, không bắt buộc</source>
        <translation>good to know, nothing to do</translation>
    </message>
    <message>
        <source>{points} điểm</source>
        <translation>{points} points</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Thử lại</source>
        <extracomment>Below this width of the window pages put their right column away, which leaves room for the side bar. Below this the side bar is a drawer over the page: a laptop at one and a half or twice the size of text.</extracomment>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Những gì vừa nhập vẫn còn trên màn hình và sẽ tự được lưu lại.</source>
        <translation>What you have just entered is still on the screen and will be saved by itself.</translation>
    </message>
    <message>
        <source>Đã hoàn tác ở {code}.</source>
        <translation>Undone in {code}.</translation>
    </message>
    <message>
        <source>Đã hoàn tác.</source>
        <translation>Undone.</translation>
    </message>
    <message>
        <source>Làm lại</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>Đã làm lại ở {code}.</source>
        <translation>Redone in {code}.</translation>
    </message>
    <message>
        <source>Đã làm lại.</source>
        <translation>Redone.</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>YearsTable</name>
    <message>
        <source>Thứ trong vùng, theo hạng cả nước</source>
        <extracomment>With more main indices than this the columns are made narrow. With less room beside the main indices the regions of rivals are left out. Below this width of the years only what matters most is shown of each.</extracomment>
        <translation>Place within the region, by the rank in the country</translation>
    </message>
    <message>
        <source>Trong vùng</source>
        <translation>In the region</translation>
    </message>
    <message>
        <source>Chỉ số
{code}</source>
        <translation>Index
{code}</translation>
    </message>
    <message>
        <source>Năm</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>Hạng</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>Thay đổi</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Giá trị</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>{title}: giá trị và hạng</source>
        <translation>{title}: value and rank</translation>
    </message>
    <message>
        <source>Chưa biết hạng của năm nào trước đó</source>
        <translation>The rank of no earlier year is known</translation>
    </message>
    <message>
        <source>Chưa biết hạng của {names}</source>
        <translation>Ranks not known: {names}</translation>
    </message>
    <message>
        <source>chưa rõ</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>* suy ra, không công bố</source>
        <translation>* derived, not published</translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <source>Gõ tên trang, việc cần làm, chỉ số; không cần dấu</source>
        <translation>Type the name of a page, an action or a sub-indicator</translation>
    </message>
    <message>
        <source>Tìm chỉ số, trang, việc cần làm</source>
        <translation>Find sub-indicators, pages, actions</translation>
    </message>
</context>
<context>
    <name>_ScenarioLine</name>
    <message>
        <source>{count} thay đổi</source>
        <translation>changes: {count}</translation>
    </message>
    <message>
        <source>So sánh kịch bản {name}</source>
        <translation>Compare scenario {name}</translation>
    </message>
    <message>
        <source>Thao tác với kịch bản {name}</source>
        <translation>Actions for scenario {name}</translation>
    </message>
    <message>
        <source>Mở để thử tiếp</source>
        <translation>Open and go on</translation>
    </message>
    <message>
        <source>Đổi tên…</source>
        <translation>Rename…</translation>
    </message>
    <message>
        <source>Tạo bản sao</source>
        <translation>Make a copy</translation>
    </message>
    <message>
        <source>Xóa</source>
        <translation>Delete</translation>
    </message>
</context>
</TS>
